/** What came back, told apart once: a success, or the error that says why not. */
import { errorOf, type RawAnswer } from "./error-of.ts";
import type { DreamAPIError } from "./errors.ts";

export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly body: unknown; readonly error: DreamAPIError };

/** Only a JSON object, or the stream that was asked for, is an answer of ours: a proxy's page is not a success. */
export function readAnswer(raw: RawAnswer): Answer {
  const { status, body } = raw;
  const isSuccess = status >= 200 && status < 300 && typeof body === "object" && body !== null;
  return isSuccess ? { ok: true, body } : { ok: false, body, error: errorOf(raw) };
}

/** One request and its answer, within the time allowed. It never throws and leaves no timer behind. */
import { type Answer, readAnswer } from "./answer.ts";
import type { Call, HttpRequest } from "./build-request.ts";
import { UnavailableError } from "./errors.ts";
import type { Settings } from "./options.ts";
import { retryAfterSecondsOf } from "./retry-after.ts";

/**
 * A stream has begun when this answers: only its beginning is timed.
 * `fetch` is taken out of the settings: browsers and Workers refuse one that is called as a method.
 */
export async function attempt(
  { url, init }: HttpRequest,
  { fetch, timeoutMs }: Pick<Settings, "fetch" | "timeoutMs">,
  form: Call["answer"] = "json",
): Promise<Answer> {
  const idempotencyKey = init.headers["Idempotency-Key"] ?? null;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  try {
    const response = await fetch(url, { ...init, signal: controller.signal });
    return readAnswer({
      status: response.status,
      body: form === "stream" && isTable(response) ? response.body : parseJson(await response.text()),
      requestId: response.headers.get("X-Request-Id"),
      retryAfterSeconds: retryAfterSecondsOf(response.headers),
      idempotencyKey,
    });
  } catch (cause) {
    const error = controller.signal.aborted
      ? new UnavailableError(`No answer within ${timeoutMs} ms`, { code: "timeout", cause, idempotencyKey })
      : new UnavailableError("dream-api can't be reached", { code: "connection_failed", cause, idempotencyKey });
    return { ok: false, body: undefined, error };
  } finally {
    clearTimeout(timer);
  }
}

function isTable(response: Response): boolean {
  return response.ok && (response.headers.get("Content-Type") ?? "").startsWith("text/csv");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with something that was typed, by the path of the field, in words for who typed it. */
import type * as z from "zod";
import { isApiError } from "../api/api-error.ts";
import type { Issues } from "./drafts.ts";

/** What the contract's schema finds wrong before anything is sent. */
export function issuesFound({ issues }: z.ZodError): Issues {
  return Object.fromEntries(issues.map(({ path, message }) => [path.join("."), wordsFor(message)]));
}

/** What the server found wrong, by the same paths. */
export function issuesOf(error: unknown): Issues {
  if (!isApiError(error)) return {};
  return Object.fromEntries(error.issues.map(({ path, message }) => [path, wordsFor(message)]));
}

/** The schema speaks of types where people see an empty field. */
function wordsFor(message: string): string {
  if (message.includes("received null")) return "An amount, as 29 or 29.50";
  if (/expected string to have >=1|Too small: expected string/.test(message)) return "This is needed";
  return message;
}

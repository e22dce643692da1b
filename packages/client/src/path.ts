/** A path with somebody's ids in it: path`/api/orders/${id}`. */
import { ValidationError } from "./errors.ts";

/** @throws ValidationError for an id that no path can carry: with it the call would be another one */
export function path(texts: TemplateStringsArray, ...ids: string[]): `/api/${string}` {
  return String.raw({ raw: texts }, ...ids.map(segmentOf)) as `/api/${string}`;
}

function segmentOf(id: unknown): string {
  if (typeof id === "string" && id !== "" && id !== "." && id !== "..") return encodeURIComponent(id);
  const message = "is not an id";
  throw new ValidationError(`${JSON.stringify(id)} ${message}`, {
    code: "validation_failed",
    issues: [{ path: "id", message }],
  });
}

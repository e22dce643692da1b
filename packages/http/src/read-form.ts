/** Reads parameters as OAuth sends them: a form in a body, or a query. None may come twice (RFC 6749, 3.1). */
import { DreamError } from "@dream-api/domain";
import { readText } from "./read-body.ts";

/** @throws DreamError `body_too_large`, `validation_failed` */
export async function readForm(request: Request, limitBytes: number): Promise<Record<string, string>> {
  return onceEach(new URLSearchParams(await readText(request, limitBytes)), "body");
}

/** @throws DreamError `validation_failed` */
export function readParameters(request: Request): Record<string, string> {
  return onceEach(new URL(request.url).searchParams, "query");
}

/** Parameters without a value count as left out. */
function onceEach(parameters: URLSearchParams, at: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of parameters) {
    if (Object.hasOwn(values, name)) {
      throw new DreamError("validation_failed", {
        issues: [{ path: `${at}.${name}`, message: "comes more than once" }],
      });
    }
    if (value !== "") values[name] = value;
  }
  return values;
}

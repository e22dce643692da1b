/** A browser can be made to ask anything, so it is only sent back to where the project says its pages are. */
import type { Issue } from "@dream-api/contract";
import { DreamError } from "../errors.ts";

/** @param urls by the field that they came in. @throws DreamError `validation_failed` naming those that lead elsewhere */
export function refuseForeignUrls(
  urls: Readonly<Record<string, string | undefined>>,
  allowedOrigins: readonly string[],
): void {
  const issues = Object.entries(urls).flatMap(([field, url]): Issue[] => {
    if (url === undefined || allowedOrigins.includes(new URL(url).origin)) return [];
    return [{ path: `body.${field}`, message: "is not on an allowed origin of the project" }];
  });
  if (issues.length > 0) throw new DreamError("validation_failed", { issues });
}

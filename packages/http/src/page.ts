/** Lists in pages: a cursor says behind which item the next page begins, so that nothing is skipped or shown twice. */
import { DreamError } from "@dream-api/domain";

const cursorPrefix = "after:";

/** @returns where to begin; the empty text is the beginning. @throws DreamError `validation_failed` for a cursor that is not ours */
export function readCursor(cursor: string | undefined): string {
  if (cursor === undefined) return "";
  try {
    const text = atob(cursor);
    if (text.startsWith(cursorPrefix)) return text.slice(cursorPrefix.length);
  } catch {
    // Not base64: not ours either.
  }
  throw new DreamError("validation_failed", {
    issues: [{ path: "query.cursor", message: "is not a cursor of this list" }],
  });
}

/** @param items one more than the limit where there is a next page */
export function pageAnswer<Item>(items: readonly Item[], limit: number, positionOf: (item: Item) => string): Response {
  const data = items.slice(0, limit);
  const last = data.at(-1);
  const hasMore = items.length > limit;
  return Response.json({ data, hasMore, nextCursor: hasMore && last ? btoa(cursorPrefix + positionOf(last)) : null });
}

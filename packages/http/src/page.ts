/** Lists in pages: a cursor says behind which item the next page begins, so that nothing is skipped or shown twice. */
import { DreamError } from "@dream-api/domain";

const cursorPrefix = "after:";

/** @returns where to begin; the empty text is the beginning. @throws DreamError `validation_failed` for a cursor that is not ours */
export function readCursor(cursor: string | undefined): string {
  if (cursor === undefined) return "";
  try {
    const bytes = Uint8Array.from(atob(cursor), (letter) => letter.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.startsWith(cursorPrefix)) return text.slice(cursorPrefix.length);
  } catch {
    // Not base64 of a text: not ours either.
  }
  throw new DreamError("validation_failed", {
    issues: [{ path: "query.cursor", message: "is not a cursor of this list" }],
  });
}

function writeCursor(position: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(cursorPrefix + position)));
}

/**
 * @param items one more than the limit where there is a next page
 * @param shown what the page has of an item; the item itself unless said
 */
export function pageAnswer<Item>(
  items: readonly Item[],
  limit: number,
  positionOf: (item: Item) => string,
  shown: (item: Item) => unknown = (item) => item,
): Response {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  const hasMore = items.length > limit;
  const nextCursor = hasMore && last ? writeCursor(positionOf(last)) : null;
  return Response.json({ data: page.map(shown), hasMore, nextCursor });
}

/** Lists in pages: a cursor says behind which item the next page begins, so that nothing is skipped or shown twice. */
import { DreamError } from "@dream-api/domain";
import type * as z from "zod";

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
  throw notOurs();
}

/** For lists whose place is more than one text. @throws DreamError `validation_failed` for a cursor that is not ours */
export function readPosition<Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  const position = schema.safeParse(parsed(readCursor(cursor)));
  if (!position.success) throw notOurs();
  return position.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notOurs(): DreamError {
  return new DreamError("validation_failed", {
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

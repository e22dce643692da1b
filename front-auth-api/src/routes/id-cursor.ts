/** Cursors of lists that go from the newest number down. */
import { DreamError } from "@dream-api/domain";
import { readCursor } from "@dream-api/http";

/** @returns the number behind which the page begins. @throws DreamError `validation_failed` */
export function readIdCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const id = readId(readCursor(cursor));
  if (id !== null) return id;
  throw new DreamError("validation_failed", {
    issues: [{ path: "query.cursor", message: "is not a cursor of this list" }],
  });
}

/** Null for what is no number of a row. */
export function readId(text: string): number | null {
  const id = /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}

/** A table of the dashboard as the caller wants it: a page as JSON, or all of it as CSV. */
import type { tableFormats } from "@dream-api/contract";
import type { Positioned, TablePosition } from "@dream-api/domain";
import { type CsvColumn, csvAnswer, pageAnswer, readPosition } from "@dream-api/http";
import * as z from "zod";

const positionSchema = z.tuple([z.int().min(0).max(1), z.union([z.string(), z.int()]), z.string()]);

/** Rows in one piece of a CSV. */
const csvRows = 500;

export interface TableAnswer<Item> {
  readonly format: (typeof tableFormats)[number];
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly fileName: string;
  readonly columns: readonly CsvColumn<Item>[];
  readonly list: (page: { limit: number; after: TablePosition | undefined }) => Promise<Positioned<Item>[]>;
}

/** @throws DreamError `validation_failed` for a cursor that is not of a table */
export async function answerTable<Item>(table: TableAnswer<Item>): Promise<Response> {
  const { format, limit, list } = table;
  const after = readPosition(table.cursor, positionSchema);
  if (format === "json") {
    const rows = await list({ limit: limit + 1, after });
    return pageAnswer(
      rows,
      limit,
      ({ position }) => JSON.stringify(position),
      ({ item }) => item,
    );
  }
  return csvAnswer<Item, TablePosition>({
    fileName: table.fileName,
    columns: table.columns,
    pageAfter: (behind) => list({ limit: csvRows, after: behind }),
  });
}

/**
 * A table as CSV (RFC 4180, UTF-8 with a BOM), made while it is sent: a page is asked for when the one before was
 * taken, so memory does not grow with the table.
 */

export interface CsvColumn<Item> {
  readonly name: string;
  readonly value: (item: Item) => string | number | null;
}

export interface CsvTable<Item, Position> {
  readonly fileName: string;
  readonly columns: readonly CsvColumn<Item>[];
  /** The rows behind a position, in order; none at the end. @throws to break the answer off */
  readonly pageAfter: (after: Position | undefined) => Promise<readonly { item: Item; position: Position }[]>;
}

const byteOrderMark = "\u{FEFF}";
const endOfLine = "\r\n";

export function csvAnswer<Item, Position>({ fileName, columns, pageAfter }: CsvTable<Item, Position>): Response {
  const encoder = new TextEncoder();
  const lineOf = (cells: readonly (string | number | null)[]) => cells.map(csvCell).join(",") + endOfLine;
  let after: Position | undefined;
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const page = await pageAfter(after);
        after = page.at(-1)?.position;
        const head = isBegun ? "" : byteOrderMark + lineOf(columns.map(({ name }) => name));
        isBegun = true;
        const lines = page.map(({ item }) => lineOf(columns.map(({ value }) => value(item))));
        const text = head + lines.join("");
        if (text !== "") controller.enqueue(encoder.encode(text));
        if (page.length === 0) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
    },
  });
}

/** What a spreadsheet would run as a formula. */
const formula = /^[=+\-@\t\r]/;

/** One cell: harmless to a spreadsheet, and quoted where it must be. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

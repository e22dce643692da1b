/**
 * Pages of a table by keyset. Each order is walked along an index; a search by prefix instead starts from the few rows
 * that match, and walks as well when they are many, because then the first page is near.
 */
import type { TablePosition } from "@dream-api/domain";
import { and, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";

export interface Stretch {
  readonly where?: SQL;
  /** Absent where only the id orders the rows. */
  readonly key?: SQL;
  readonly id: SQL;
  readonly direction: "ASC" | "DESC";
}

/** A searched column: what begins with the prefix, and the index that finds it. */
interface Prefix {
  readonly where: SQL;
  readonly index: string;
}

export interface TableWalk {
  readonly table: SQL;
  /** Whose rows, and what narrows them. */
  readonly where: SQL;
  /** One for each searched column; empty without a search. */
  readonly prefixes: readonly Prefix[];
  /** Ids of the only rows that can be meant, where that is known. */
  readonly rows?: SQL;
  /** The index that has the order. */
  readonly index: string;
  readonly stretches: readonly Stretch[];
}

export interface FoundRow {
  readonly row: number;
  readonly position: TablePosition;
}

/** Up to here it is cheaper to sort what matches than to walk past what does not. */
const fewRows = 2000;

export function beginsWith(column: SQL, prefix: string): SQL {
  return sql`${column} >= ${prefix} AND ${column} < ${`${prefix}\u{10FFFF}`}`;
}

/** @returns rowids in the order of the table */
export async function walkTable(
  database: Database,
  walk: TableWalk,
  { after, limit }: { after: TablePosition | undefined; limit: number },
): Promise<FoundRow[]> {
  const narrowed = await narrow(database, walk);
  const found: FoundRow[] = [];
  for (const [index, stretch] of walk.stretches.entries()) {
    const missing = limit - found.length;
    if (missing <= 0) break;
    if (after && index < after[0]) continue;
    const from = after && index === after[0] ? behind(stretch, after) : undefined;
    const { key, id, direction } = stretch;
    const rows = await database.all<{ row: number; key: string | number; id: string }>(sql`
      SELECT rowid AS row, ${key ?? sql`''`} AS key, ${id} AS id FROM ${walk.table} ${narrowed.index}
      WHERE ${and(walk.where, narrowed.where, stretch.where, from)}
      ORDER BY ${key ? sql`${key} ${sql.raw(direction)}, ` : sql``}${id} ${sql.raw(direction)} LIMIT ${missing}`);
    found.push(...rows.map((row): FoundRow => ({ row: row.row, position: [index, row.key, row.id] })));
  }
  return found;
}

async function narrow(database: Database, walk: TableWalk): Promise<{ index: SQL; where: SQL | undefined }> {
  const { table, where, prefixes, rows } = walk;
  const walked = indexedBy(walk.index);
  const conditions = prefixes.map((prefix) => prefix.where);
  const anyPrefix = conditions.length > 0 ? sql`(${sql.join(conditions, sql` OR `)})` : undefined;
  if (rows) return { index: byRowid, where: and(sql`rowid IN (${rows})`, anyPrefix) };
  if (!anyPrefix) return { index: walked, where: undefined };
  const matching = prefixes.map(
    (prefix) => sql`SELECT rowid FROM ${table} ${indexedBy(prefix.index)} WHERE ${prefix.where} AND ${where}`,
  );
  const counts = matching.map((each) => sql`(SELECT COUNT(*) FROM (${each} LIMIT ${fewRows + 1}))`);
  const [sum] = await database.all<{ matches: number }>(sql`SELECT ${sql.join(counts, sql` + `)} AS matches`);
  if ((sum?.matches ?? 0) > fewRows) return { index: walked, where: anyPrefix };
  return { index: byRowid, where: sql`rowid IN (${sql.join(matching, sql` UNION `)})` };
}

/** Else the order's index would be walked past all that does not match. */
const byRowid = sql`NOT INDEXED`;

function indexedBy(index: string): SQL {
  return sql.raw(`INDEXED BY ${index}`);
}

function behind({ key, id, direction }: Stretch, [, afterKey, afterId]: TablePosition): SQL {
  const beyond = sql.raw(direction === "ASC" ? ">" : "<");
  return key ? sql`(${key}, ${id}) ${beyond} (${afterKey}, ${afterId})` : sql`${id} ${beyond} ${afterId}`;
}

/** The rows in the order in which they were found; one that went meanwhile is left out. */
export function inOrder<Row extends { row: number }, Item>(
  found: readonly FoundRow[],
  rows: readonly Row[],
  itemOf: (row: Row) => Item,
): { item: Item; position: TablePosition }[] {
  const byRow = new Map(rows.map((row) => [row.row, row]));
  return found.flatMap(({ row, position }) => {
    const one = byRow.get(row);
    return one ? [{ item: itemOf(one), position }] : [];
  });
}

export function rowsNamed(found: readonly FoundRow[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(found.map(({ row }) => row))}))`;
}

export function timeText(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/**
 * The newest rows of each list, in memory: what most lists show. The first question to SQLite after a pause costs
 * more than all else in a call.
 */

export interface Row {
  seq: number;
  json: string;
}

/** How many rows are read at once, and kept. */
export const chunk = 100;

export class NewestRows {
  /** By list, newest first. A list that was never asked for is not kept. */
  readonly #lists = new Map<string, Row[]>();

  /** @param read asks for the newest chunk. @returns as much; fewer are all there are */
  of(list: string, read: () => Row[]): readonly Row[] {
    let rows = this.#lists.get(list);
    if (!rows) {
      rows = read();
      this.#lists.set(list, rows);
    }
    return rows;
  }

  insert(list: string, row: Row): void {
    const rows = this.#lists.get(list);
    if (rows) this.#lists.set(list, [row, ...rows.slice(0, chunk - 1)]);
  }

  update(list: string, changed: Row): void {
    const rows = this.#lists.get(list);
    const index = rows?.findIndex(({ seq }) => seq === changed.seq) ?? -1;
    if (rows && index >= 0) this.#lists.set(list, rows.with(index, changed));
  }

  forget(list: string): void {
    this.#lists.delete(list);
  }

  clear(): void {
    this.#lists.clear();
  }
}

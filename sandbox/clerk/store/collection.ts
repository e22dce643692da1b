/** Documents of one kind of one instance, in the order they were made. Another instance's are out of reach. */
import type { DatabaseSync } from "node:sqlite";

export interface Document {
  readonly id: string;
}

export interface Collection<T extends Document> {
  find(id: string | null | undefined): T | undefined;
  /** Oldest first. */
  all(): T[];
  /** Adds the document, or replaces the one with its id in its place. */
  put(document: T): T;
  remove(id: string): void;
}

interface Row {
  readonly body: string;
}

export function openCollection<T extends Document>(
  database: DatabaseSync,
  instanceId: string,
  kind: string,
): Collection<T> {
  const parse = (row: unknown): T => JSON.parse((row as Row).body) as T;
  const select = database.prepare("SELECT body FROM documents WHERE instance_id = ? AND kind = ? AND id = ?");
  const selectAll = database.prepare("SELECT body FROM documents WHERE instance_id = ? AND kind = ? ORDER BY position");
  const upsert = database.prepare(
    `INSERT INTO documents (instance_id, kind, id, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (instance_id, kind, id) DO UPDATE SET body = excluded.body`,
  );
  const remove = database.prepare("DELETE FROM documents WHERE instance_id = ? AND kind = ? AND id = ?");
  return {
    find(id) {
      const row = id ? select.get(instanceId, kind, id) : undefined;
      return row ? parse(row) : undefined;
    },
    all: () => selectAll.all(instanceId, kind).map(parse),
    put(document) {
      upsert.run(instanceId, kind, document.id, JSON.stringify(document));
      return document;
    },
    remove: (id) => void remove.run(instanceId, kind, id),
  };
}

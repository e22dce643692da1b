/** Events: an immutable picture of an object at the moment something happened to it. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";

export interface EventEntity extends Stored {
  type: string;
  data: { object: Wire; previous_attributes?: Wire };
  request: { id: string | null; idempotency_key: string | null } | null;
  /** Set when the account is connected to a platform. */
  account?: string;
}

export function recordEvent(books: Books, type: string, object: Wire, previous?: Wire): void {
  const event: EventEntity = {
    id: books.newId("evt"),
    created: books.now,
    type,
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    request: books.request ? { ...books.request } : { id: null, idempotency_key: null },
  };
  if (books.scope.account !== books.archive.platformAccount) event.account = books.scope.account;
  books.add("event", event);
  books.archive.onEvent(books.scope, event);
}

/** An event on the wire. `pending_webhooks` counts what is still to be delivered. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { EventEntity } from "./record-event.ts";

export function showEvent(event: EventEntity, books: Books): Wire {
  const { archive, scope } = books;
  return {
    id: event.id,
    object: "event",
    ...(event.account ? { account: event.account } : {}),
    api_version: archive.apiVersion,
    created: event.created,
    data: event.data,
    livemode: scope.livemode,
    pending_webhooks: archive.pendingDeliveries(event.id),
    request: event.request,
    type: event.type,
  };
}

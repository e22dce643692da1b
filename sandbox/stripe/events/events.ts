/** Events over the API, for 30 days. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { noSuch } from "../wire/refusal.ts";

export const eventLifetimeSeconds = 30 * 86_400;

export function retrieveEvent(books: Books, _params: object, id: string): Wire {
  const event = books.get("event", id);
  if (event.created < books.now - eventLifetimeSeconds) throw noSuch("event", id);
  return books.show("event", event);
}

export function listEvents(books: Books, params: Stripe.EventListParams): Wire {
  refuseUnsimulated("listing events", params, "delivery_success");
  const { type, types } = params;
  const isPattern = type?.includes("*") ?? false;
  const pattern = type && isPattern ? new RegExp(`^${type.replaceAll(".", "\\.").replaceAll("*", ".*")}$`) : undefined;
  return listObjects(books, "event", params as ListParams, {
    url: "/v1/events",
    where: type && !isPattern ? ["type", type] : undefined,
    accepts: (event) =>
      event.created >= books.now - eventLifetimeSeconds &&
      (pattern?.test(event.type) ?? true) &&
      (types?.includes(event.type) ?? true),
  });
}

/** Checkout Sessions over the API, once they are made. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import { type ListParams, listEmbedded } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { invalid } from "../wire/refusal.ts";
import type { SessionEntity } from "./session-entity.ts";
import { showLineItems } from "./show-session.ts";

const day = 86_400;

export function retrieveSession(books: Books, _params: object, id: string): Wire {
  return books.show("checkout.session", books.get("checkout.session", id));
}

export function updateSession(books: Books, params: Stripe.Checkout.SessionUpdateParams, id: string): Wire {
  refuseUnsimulated("updating checkout sessions", params, "collected_information", "line_items", "shipping_options");
  const session = books.get("checkout.session", id);
  books.change("checkout.session", session, undefined, (draft) => withMetadata(draft, params.metadata));
  return books.show("checkout.session", session);
}

export function listSessions(books: Books, params: Stripe.Checkout.SessionListParams): Wire {
  const { customer, payment_intent: intent, subscription, status, customer_details: details } = params;
  const by: [string, string | undefined][] = [
    ["customer", customer],
    ["payment_intent", intent],
    ["subscription", subscription],
  ];
  const [where] = by.filter((pair): pair is [string, string] => pair[1] !== undefined);
  return listObjects(books, "checkout.session", params as ListParams, {
    url: "/v1/checkout/sessions",
    where,
    accepts: (session) =>
      (status === undefined || session.status === status) &&
      (details?.email === undefined || session.customer_details?.email === details.email),
  });
}

export function listLineItems(books: Books, params: Stripe.Checkout.SessionListLineItemsParams, id: string): Wire {
  const items = showLineItems(books.get("checkout.session", id), books);
  return listEmbedded(items, params as ListParams, `/v1/checkout/sessions/${id}/line_items`);
}

export function expireSession(books: Books, _params: object, id: string): Wire {
  const session = books.get("checkout.session", id);
  if (session.status !== "open") {
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    );
  }
  return books.show("checkout.session", markExpired(books.onClock(session.test_clock), session));
}

export function markExpired(books: Books, session: SessionEntity): SessionEntity {
  books.unschedule("expire_session", session.id);
  books.change("checkout.session", session, undefined, (draft) => {
    draft.status = "expired";
    const recovery = draft.after_expiration?.recovery as Wire | undefined;
    if (recovery)
      draft.after_expiration = {
        recovery: {
          ...recovery,
          expires_at: books.now + 30 * day,
          url: `${books.archive.url()}/c/recover/${draft.id}`,
        },
      };
  });
  books.emit("checkout.session.expired", books.show("checkout.session", session));
  return session;
}

/** Whose session it is: the given customer, a new one where the mode needs one, or nobody. */
import type { CustomerEntity } from "../customers/customer-entity.ts";
import { newCustomer } from "../customers/live-customer.ts";
import type { Books } from "../store/books.ts";
import type { Payer } from "./confirm-session.ts";
import type { SessionEntity } from "./session-entity.ts";

export function customerFor(books: Books, session: SessionEntity, payer: Payer): CustomerEntity | undefined {
  if (session.customer) return books.own("customer", session.customer);
  const isNeeded = session.mode === "subscription" || session.customer_creation === "always";
  if (!isNeeded) return undefined;
  const email = session.customer_details?.email ?? session.customer_email;
  const customer = { ...newCustomer(books, null), email, name: payer.name ?? session.customer_details?.name ?? null };
  books.add("customer", customer, "customer.created");
  books.change("checkout.session", session, undefined, (draft) => {
    draft.customer = customer.id;
  });
  return customer;
}

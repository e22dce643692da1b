/** Whose session it is: the given customer, a new one where the mode needs one, or nobody. */
import type { CustomerEntity } from "../customers/customer-entity.ts";
import { newCustomer } from "../customers/live-customer.ts";
import type { Books } from "../store/books.ts";
import type { SessionEntity } from "./session-entity.ts";

/** Writes to the customer what the payer gave: all of it to a new one, what `customer_update` allows to a known one. */
export function customerFor(books: Books, session: SessionEntity): CustomerEntity | undefined {
  if (session.customer) return updated(books, session, books.own("customer", session.customer));
  const isNeeded =
    session.mode === "subscription" || session.customer_creation === "always" || session.invoice_creation.enabled;
  const { customer_details: details, shipping } = session;
  if (!isNeeded || !details) return undefined;
  const customer: CustomerEntity = {
    ...newCustomer(books, null),
    email: details.email,
    name: details.name,
    phone: details.phone,
    address: details.address,
    shipping: shipping && { ...shipping, phone: details.phone },
  };
  books.add("customer", customer, "customer.created");
  books.change("checkout.session", session, undefined, (draft) => {
    draft.customer = customer.id;
  });
  return customer;
}

function updated(books: Books, session: SessionEntity, customer: CustomerEntity): CustomerEntity {
  const { customer_details: details, customer_update: update, shipping, collects_phone: collectsPhone } = session;
  return books.change("customer", customer, "customer.updated", (draft) => {
    draft.email ??= details?.email ?? null;
    if (update.name === "auto" && details?.name) draft.name = details.name;
    if (update.address === "auto" && details?.address) draft.address = details.address;
    if (update.shipping === "auto" && shipping) draft.shipping = { ...shipping, phone: details?.phone ?? null };
    if (collectsPhone && details?.phone) draft.phone = details.phone;
  });
}

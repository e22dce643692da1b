/** A customer to work with: a new one, or one that was not deleted. */
import type { Books } from "../store/books.ts";
import { noSuchReference } from "../wire/refusal.ts";
import type { CustomerEntity } from "./customer-entity.ts";

/** Adds nothing: the caller does, with the event that fits. */
export function newCustomer(books: Books, testClock: string | null): CustomerEntity {
  return {
    id: books.newId("cus", 14),
    created: books.now,
    address: null,
    balance: 0,
    currency: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: books.newId("", 8).slice(1).toUpperCase(),
    default_payment_method: null,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: testClock,
  };
}

/** @throws StripeRefusal 404, also for a deleted one that somebody wants to use */
export function liveCustomer(books: Books, id: string, param?: string): CustomerEntity {
  const customer = param === undefined ? books.get("customer", id) : books.refer("customer", id, param);
  if (customer.deleted) throw noSuchReference("customer", id, param ?? "id");
  return customer;
}

/** Customers. A deleted one answers as deleted, and its subscriptions end with it. */
import type Stripe from "stripe";
import { cancelNow } from "../billing/cancel-subscription.ts";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid } from "../wire/refusal.ts";
import { attachPaymentMethod } from "./attach-payment-method.ts";
import type { CustomerEntity } from "./customer-entity.ts";
import { liveCustomer, newCustomer } from "./live-customer.ts";
import { findPaymentMethod } from "./payment-methods.ts";
import { refuseBadEmail } from "./refuse-bad-email.ts";

const unsimulated = ["tax_id_data", "cash_balance", "tax", "source"] as const;
const stored = [
  "address",
  "description",
  "email",
  "name",
  "phone",
  "shipping",
  "preferred_locales",
  "tax_exempt",
] as const;

export function createCustomer(books: Books, params: Stripe.CustomerCreateParams): Wire {
  refuseUnsimulated("customers", params, ...unsimulated);
  refuseUnsimulated("customers", params.invoice_settings ?? {}, "custom_fields" as never, "footer" as never);
  const testClock = params.test_clock ?? null;
  if (testClock !== null) books.refer("test_helpers.test_clock", testClock, "test_clock");
  const customer = newCustomer(books.onClock(testClock), testClock);
  Object.assign(customer, pick(params, ...stored, "balance", "next_invoice_sequence"));
  if (params.invoice_prefix) customer.invoice_prefix = params.invoice_prefix;
  withMetadata(customer, params.metadata);
  refuseBadEmail(customer.email);
  const onClock = books.onClock(testClock);
  onClock.add("customer", customer, "customer.created");
  const method = params.payment_method;
  const attached = method
    ? attachPaymentMethod(onClock, findPaymentMethod(books, method, "payment_method"), customer)
    : undefined;
  const wanted = params.invoice_settings?.default_payment_method;
  if (wanted) setDefault(onClock, customer, wanted === method ? (attached?.id ?? wanted) : wanted);
  return books.show("customer", customer);
}

export function updateCustomer(books: Books, params: Stripe.CustomerUpdateParams, id: string): Wire {
  refuseUnsimulated("customers", params, ...unsimulated.filter((name) => name !== "tax_id_data"));
  const customer = liveCustomer(books, id);
  const onClock = books.onClock(customer.test_clock);
  if (params.email) refuseBadEmail(params.email);
  onClock.change("customer", customer, "customer.updated", (draft) => {
    Object.assign(draft, pick(params, ...stored, "balance", "invoice_prefix", "next_invoice_sequence"));
    draft.preferred_locales ??= [];
    withMetadata(draft, params.metadata);
    const method = params.invoice_settings?.default_payment_method;
    if (method !== undefined) draft.default_payment_method = method ? attachedMethod(onClock, draft, method) : null;
  });
  return books.show("customer", customer);
}

export function setDefault(books: Books, customer: CustomerEntity, method: string): void {
  books.change("customer", customer, "customer.updated", (draft) => {
    draft.default_payment_method = attachedMethod(books, draft, method);
  });
}

export function attachedMethod(
  books: Books,
  customer: CustomerEntity,
  id: string,
  param = "invoice_settings[default_payment_method]",
): string {
  const method = books.refer("payment_method", id, param);
  if (method.customer !== customer.id) {
    throw invalid(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      param,
      "resource_missing",
    );
  }
  return id;
}

export function retrieveCustomer(books: Books, _params: object, id: string): Wire {
  return books.show("customer", books.get("customer", id));
}

export function deleteCustomer(books: Books, _params: object, id: string): Wire {
  const customer = liveCustomer(books, id);
  const onClock = books.onClock(customer.test_clock);
  for (const subscription of books.all("subscription", "customer", id)) {
    if (subscription.ended_at === null) cancelNow(onClock, subscription, {});
  }
  for (const method of books.all("payment_method", "customer", id)) {
    books.change("payment_method", method, undefined, (draft) => {
      draft.customer = null;
    });
  }
  onClock.emit("customer.deleted", books.show("customer", customer));
  books.change("customer", customer, undefined, (draft) => {
    draft.deleted = true;
    draft.email = null;
  });
  return { id, object: "customer", deleted: true };
}

export function listCustomers(books: Books, params: Stripe.CustomerListParams): Wire {
  const { email, test_clock: testClock } = params;
  return listObjects(books, "customer", params as ListParams, {
    url: "/v1/customers",
    where: email ? ["email", email] : testClock ? ["test_clock", testClock] : undefined,
    // Without the filter, customers of test clocks are left out.
    accepts: (customer) => !customer.deleted && customer.test_clock === (testClock ?? null),
  });
}

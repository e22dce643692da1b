/** Payment methods: made from test tokens only, as a Stripe account that may not see card numbers does. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type TestPaymentMethod, testMethodByNumber, testMethodByToken } from "../payments/test-payment-methods.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { invalid, missing, noSuchReference, notSimulated, StripeRefusal } from "../wire/refusal.ts";
import { attachPaymentMethod } from "./attach-payment-method.ts";
import type { PaymentMethodEntity } from "./customer-entity.ts";
import { liveCustomer } from "./live-customer.ts";

export function createPaymentMethod(books: Books, params: Stripe.PaymentMethodCreateParams): Wire {
  const method = newPaymentMethod(books, testMethodOf(params));
  Object.assign(method.billing_details, params.billing_details ?? {});
  withMetadata(method, params.metadata);
  return books.show("payment_method", books.add("payment_method", method));
}

function testMethodOf(params: Stripe.PaymentMethodCreateParams): TestPaymentMethod {
  if (params.type === undefined) throw missing("type");
  if (params.type === "us_bank_account" || params.type === "sepa_debit") {
    const number = params.us_bank_account?.account_number ?? params.sepa_debit?.iban;
    if (number === undefined) throw missing(params.type);
    const found = testMethodByNumber(number);
    if (found?.type !== params.type)
      throw invalid("The bank account number is not one of Stripe's test numbers.", params.type);
    return found;
  }
  if (params.type !== "card") throw notSimulated(`payment methods of type ${params.type}`);
  if (!params.card) throw missing("card");
  if (!("token" in params.card)) throw rawCardRefused();
  const found = testMethodByToken(params.card.token ?? "");
  if (found?.type !== "card") throw noSuchReference("token", params.card.token ?? "", "card[token]");
  return found;
}

function rawCardRefused(): StripeRefusal {
  return new StripeRefusal(
    "Sending credit card numbers directly to the Stripe API is generally unsafe. Use a test token such as tok_visa instead.",
    { status: 402, param: "card[number]" },
  );
}

/** The caller adds it to the books. */
export function newPaymentMethod(books: Books, test: TestPaymentMethod): PaymentMethodEntity {
  return {
    id: books.newId("pm"),
    created: books.now,
    type: test.type,
    billing_details: {},
    customer: null,
    metadata: {},
    last4: test.number.slice(-4),
    brand: test.brand,
    exp_month: 12,
    exp_year: 2044,
    behavior: test.behavior,
  };
}

/** Finds a method, or makes one of the well-known test ids such as `pm_card_visa`. */
export function findPaymentMethod(books: Books, id: string, param: string): PaymentMethodEntity {
  const found = books.find("payment_method", id);
  if (found) return found;
  const test = testMethodByToken(id);
  if (!test || !id.startsWith("pm_") || books.scope.livemode) throw noSuchReference("PaymentMethod", id, param);
  return books.add("payment_method", newPaymentMethod(books, test));
}

export function updatePaymentMethod(books: Books, params: Stripe.PaymentMethodUpdateParams, id: string): Wire {
  const method = books.get("payment_method", id);
  if (method.customer === null)
    throw invalid("You must save this PaymentMethod to a customer before you can update it.");
  books.change("payment_method", method, "payment_method.updated", (draft) => {
    Object.assign(draft.billing_details, params.billing_details ?? {});
    if (params.card?.exp_month) draft.exp_month = params.card.exp_month;
    if (params.card?.exp_year) draft.exp_year = params.card.exp_year;
    withMetadata(draft, params.metadata);
  });
  return books.show("payment_method", method);
}

export function retrievePaymentMethod(books: Books, _params: object, id: string): Wire {
  return books.show("payment_method", books.get("payment_method", id));
}

export function attachMethod(books: Books, params: Stripe.PaymentMethodAttachParams, id: string): Wire {
  if (!params.customer) throw missing("customer");
  const customer = liveCustomer(books, params.customer, "customer");
  const method = findPaymentMethod(books, id, "payment_method");
  return books.show("payment_method", attachPaymentMethod(books.onClock(customer.test_clock), method, customer));
}

export function detachMethod(books: Books, _params: object, id: string): Wire {
  const method = books.get("payment_method", id);
  const customer = books.find("customer", method.customer);
  if (!customer)
    throw invalid("The payment method you provided is not attached to a customer so detachment is impossible.");
  const onClock = books.onClock(customer.test_clock);
  books.change("payment_method", method, undefined, (draft) => {
    draft.customer = null;
  });
  onClock.emit("payment_method.detached", books.show("payment_method", method), { customer: customer.id });
  if (customer.default_payment_method === id) {
    onClock.change("customer", customer, "customer.updated", (draft) => {
      draft.default_payment_method = null;
    });
  }
  return books.show("payment_method", method);
}

export function listPaymentMethods(books: Books, params: Stripe.PaymentMethodListParams): Wire {
  if (!params.customer) throw missing("customer");
  return listOf(books, params as ListParams & { type?: string }, params.customer, "/v1/payment_methods");
}

export function listCustomerMethods(books: Books, params: Stripe.CustomerListPaymentMethodsParams, id: string): Wire {
  return listOf(books, params as ListParams & { type?: string }, id, `/v1/customers/${id}/payment_methods`);
}

function listOf(books: Books, params: ListParams & { type?: string }, customer: string, url: string): Wire {
  liveCustomer(books, customer, "customer");
  return listObjects(books, "payment_method", params, {
    url,
    where: ["customer", customer],
    accepts: ({ type }) => params.type === undefined || type === params.type,
  });
}

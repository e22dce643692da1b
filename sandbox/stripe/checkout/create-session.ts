/** Making a Checkout Session: what may be sold, on which terms, until when. */
import type Stripe from "stripe";
import { redeem } from "../catalogue/coupon-rules.ts";
import { minimumAmount } from "../catalogue/currencies.ts";
import type { CustomerEntity } from "../customers/customer-entity.ts";
import { liveCustomer } from "../customers/live-customer.ts";
import { mergeMetadata } from "../schema/metadata-rules.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid } from "../wire/refusal.ts";
import type { SessionEntity } from "./session-entity.ts";
import { invoiceCreationOf } from "./session-invoice.ts";
import { readLines } from "./session-lines.ts";
import { readKind } from "./session-rules.ts";
import { totalsOfSession } from "./session-totals.ts";

type CreateParams = Stripe.Checkout.SessionCreateParams;

const storedOnly = [
  "allowed_payment_method_types",
  "custom_text",
  "excluded_payment_method_types",
  "locale",
  "origin_context",
  "submit_type",
] as const;
const halfHour = 1800;
const day = 86_400;

export function createSession(books: Books, params: CreateParams): Wire {
  const { mode, success_url } = readKind(params);
  const customer = params.customer ? liveCustomer(books, params.customer, "customer") : undefined;
  const onClock = books.onClock(customer?.test_clock);
  const { customer_creation: creation = "if_required", payment_method_collection: collection = "always" } = params;
  const lines = readLines(books, mode, params.line_items);
  const session: SessionEntity = {
    id: books.newId(books.scope.livemode ? "cs_live" : "cs_test", 58),
    created: onClock.now,
    after_expiration: recoveryOf(params),
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    currency: books.own("price", lines[0]?.price ?? "").currency,
    customer: customer?.id ?? null,
    customer_creation: mode === "payment" && !customer ? (creation as "always") : null,
    customer_email: params.customer_email ?? null,
    customer_details: knownDetails(params, customer),
    discount: discountOf(onClock, params, customer?.id ?? null),
    expires_at: expiryOf(onClock, params.expires_at),
    invoice: null,
    invoice_creation: invoiceCreationOf(params),
    lines,
    metadata: mergeMetadata({}, params.metadata),
    mode,
    payment_intent: null,
    payment_intent_data: paymentData(params),
    payment_method_collection: mode === "subscription" ? (collection as "always") : null,
    payment_status: "unpaid",
    recovered_from: null,
    status: "open",
    stored: pick(params, ...storedOnly) as Wire,
    subscription: null,
    subscription_data: subscriptionData(params),
    success_url,
    ...collectionOf(params),
    ...trialOf(params),
    attempt: null,
    test_clock: customer?.test_clock ?? null,
  };
  refuseTooSmall(onClock, session);
  onClock.add("checkout.session", session);
  onClock.schedule("expire_session", session.id, session.expires_at, session.test_clock);
  return books.show("checkout.session", session);
}

function refuseTooSmall(books: Books, session: SessionEntity): void {
  const { mode, currency } = session;
  const { total } = totalsOfSession(session, books);
  if (mode === "payment" && total > 0 && total < minimumAmount(currency)) {
    throw invalid(
      `The Checkout Session's total amount due must add up to at least ${minimumAmount(currency)} ${currency}.`,
      undefined,
      "amount_too_small",
    );
  }
}

/** What the payer is asked for, and where it goes. */
function collectionOf(params: CreateParams) {
  return {
    billing_address_collection: (params.billing_address_collection as "auto" | undefined) ?? null,
    collects_phone: params.phone_number_collection?.enabled ?? false,
    customer_update: (params.customer_update as SessionEntity["customer_update"] | undefined) ?? {},
    shipping: null,
    shipping_countries: params.shipping_address_collection?.allowed_countries ?? null,
  };
}

/** Before it is paid, a session knows of its payer only the address to write to. */
function knownDetails({ customer_email: given }: CreateParams, customer: CustomerEntity | undefined) {
  const email = customer?.email ?? given ?? null;
  return customer || email ? { email, name: null, phone: null, address: null } : null;
}

function recoveryOf({ after_expiration: after }: CreateParams): Wire | null {
  return after?.recovery ? { recovery: { ...after.recovery, expires_at: null, url: null } } : null;
}

function trialOf({ subscription_data: data = {} }: CreateParams) {
  return { trial_end: data.trial_end ?? null, trial_period_days: data.trial_period_days ?? null };
}

function discountOf(books: Books, params: CreateParams, customer: string | null) {
  const [choice, second] = params.discounts ?? [];
  if (choice && params.allow_promotion_codes) {
    throw invalid(
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
      "discounts",
      "parameters_exclusive",
    );
  }
  if (second) throw invalid("You can pass at most one discount.", "discounts");
  return choice ? redeem(books, choice, customer, "discounts[0]") : null;
}

function expiryOf(books: Books, wanted: number | undefined): number {
  if (wanted === undefined) return books.now + day;
  // A minute of grace for the caller's own clock.
  if (wanted < books.now + halfHour - 60)
    throw invalid(
      "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
      "expires_at",
    );
  if (wanted > books.now + day + 60)
    throw invalid(
      "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
      "expires_at",
    );
  return wanted;
}

function paymentData({ payment_intent_data: data = {} }: CreateParams): Wire {
  refuseUnsimulated(
    "payment_intent_data",
    data,
    "on_behalf_of",
    "transfer_data",
    "transfer_group",
    "statement_descriptor_suffix",
  );
  const { metadata, ...rest } = data;
  return { ...rest, metadata: mergeMetadata({}, metadata) };
}

function subscriptionData({ subscription_data: data = {} }: CreateParams): Wire {
  refuseUnsimulated(
    "subscription_data",
    data,
    "billing_cycle_anchor",
    "billing_cycle_anchor_config",
    "default_tax_rates",
    "on_behalf_of",
    "transfer_data",
    "pending_invoice_item_interval",
    "invoice_settings",
  );
  const { trial_period_days: days, trial_end: end } = data;
  if (days !== undefined && end !== undefined) {
    throw invalid(
      "You may only specify one of these parameters: trial_end, trial_period_days.",
      "subscription_data[trial_end]",
      "parameters_exclusive",
    );
  }
  if (days !== undefined && days < 1)
    throw invalid("The minimum number of trial period days is 1.", "subscription_data[trial_period_days]");
  const { description, metadata, application_fee_percent, trial_settings } = data;
  return {
    ...(description ? { description } : {}),
    ...(application_fee_percent ? { application_fee_percent } : {}),
    ...(trial_settings ? { trial_end_behavior: trial_settings.end_behavior.missing_payment_method } : {}),
    metadata: mergeMetadata({}, metadata),
  };
}

/**
 * The part of Stripe's API that the sandbox speaks of: which files of the SDK describe it, and which of their paths
 * belong to it. Everything else is answered as not simulated.
 */

/** Folders and files below the SDK's `resources`, without ending. */
export const coveredResources = [
  "Accounts",
  "Balance",
  "Billing/MeterEventAdjustments",
  "Billing/MeterEvents",
  "Billing/Meters",
  "BillingPortal/Configurations",
  "BillingPortal/Sessions",
  "Charges",
  "Checkout/Sessions",
  "Coupons",
  "Customers",
  "Disputes",
  "Events",
  "InvoiceItems",
  "InvoicePayments",
  "Invoices",
  "PaymentIntents",
  "PaymentMethods",
  "Prices",
  "Products",
  "PromotionCodes",
  "Refunds",
  "SubscriptionItems",
  "Subscriptions",
  "TestHelpers/TestClocks",
  "WebhookEndpoints",
] as const;

/** A path is covered when it is `/v1/<one of these>`, alone or with one of `actions` behind its id. */
const coveredCollections = [
  "account",
  "accounts",
  "balance",
  "billing/meter_event_adjustments",
  "billing/meter_events",
  "billing/meters",
  "billing_portal/configurations",
  "billing_portal/sessions",
  "charges",
  "checkout/sessions",
  "coupons",
  "customers",
  "disputes",
  "events",
  "invoice_payments",
  "invoiceitems",
  "invoices",
  "payment_intents",
  "payment_methods",
  "prices",
  "products",
  "promotion_codes",
  "refunds",
  "subscription_items",
  "subscriptions",
  "test_helpers/test_clocks",
  "webhook_endpoints",
] as const;

const coveredActions = [
  "advance",
  "attach",
  "cancel",
  "capture",
  "close",
  "confirm",
  "deactivate",
  "detach",
  "event_summaries",
  "expire",
  "finalize",
  "line_items",
  "lines",
  "mark_uncollectible",
  "pause",
  "pay",
  "payment_methods",
  "reactivate",
  "resume",
  "send",
  "void",
] as const;

/** Types described in full; other families of Stripe's products shrink to `id` and `object`. */
export const describedObjects = new Set([
  "Account",
  "Application",
  "Balance",
  "BalanceTransaction",
  "Billing.Meter",
  "Billing.MeterEvent",
  "Billing.MeterEventAdjustment",
  "Billing.MeterEventSummary",
  "BillingPortal.Configuration",
  "BillingPortal.Session",
  "Charge",
  "Checkout.Session",
  "Coupon",
  "Customer",
  "DeletedAccount",
  "DeletedCoupon",
  "DeletedCustomer",
  "DeletedDiscount",
  "DeletedInvoice",
  "DeletedInvoiceItem",
  "DeletedPrice",
  "DeletedProduct",
  "DeletedSubscriptionItem",
  "DeletedWebhookEndpoint",
  "Discount",
  "Dispute",
  "EventBase",
  "Invoice",
  "InvoiceItem",
  "InvoiceLineItem",
  "InvoicePayment",
  "LineItem",
  "PaymentIntent",
  "PaymentMethod",
  "Plan",
  "Price",
  "Product",
  "PromotionCode",
  "Refund",
  "SetupIntent",
  "Subscription",
  "SubscriptionItem",
  "TestHelpers.DeletedTestClock",
  "TestHelpers.TestClock",
  "WebhookEndpoint",
]);

const exact = new Set(coveredCollections.map((collection) => `/v1/${collection}`));
const actions = new Set<string>(coveredActions);

export function isCoveredPath(path: string): boolean {
  if (exact.has(path)) return true;
  const below = coveredCollections.find((collection) => path.startsWith(`/v1/${collection}/`));
  if (below === undefined) return false;
  const [id, action, ...more] = path.slice(`/v1/${below}/`.length).split("/");
  if (more.length > 0) return false;
  if (id === ":id") return action === undefined || actions.has(action);
  return action === undefined && (id === "search" || id === "create_preview");
}

/** Which of Stripe's operations the sandbox simulates, and by what. Every other covered path answers "not simulated". */

import * as invoiceItems from "./billing/invoice-items.ts";
import { listInvoicePayments, retrieveInvoicePayment } from "./billing/invoice-payments.ts";
import * as invoices from "./billing/invoices.ts";
import { pauseSubscription } from "./billing/pause-subscription.ts";
import { previewInvoice } from "./billing/preview-invoice.ts";
import * as subscriptions from "./billing/subscriptions.ts";
import * as updates from "./billing/update-subscription.ts";
import * as coupons from "./catalogue/coupons.ts";
import * as prices from "./catalogue/prices.ts";
import * as products from "./catalogue/products.ts";
import { createSession } from "./checkout/create-session.ts";
import * as sessions from "./checkout/sessions.ts";
import * as testClocks from "./clock/test-clocks.ts";
import * as customers from "./customers/customers.ts";
import * as methods from "./customers/payment-methods.ts";
import * as events from "./events/events.ts";
import * as meters from "./meters/meters.ts";
import { retrieveBalance } from "./payments/balance.ts";
import * as disputes from "./payments/disputes.ts";
import * as intents from "./payments/payment-intents.ts";
import * as refunds from "./payments/refunds.ts";
import * as portal from "./portal/portal.ts";
import { searchOperation } from "./search/search-objects.ts";
import type { Books } from "./store/books.ts";
import type { Wire } from "./store/kinds.ts";
import * as endpoints from "./webhooks/endpoints.ts";

/** The parameters were decoded by the operation's own schema, so each may declare the SDK's type for them. */
export type Operation = (books: Books, params: never, id: string) => Wire;

export const operations: Record<string, Operation> = {
  "POST /v1/products": products.createProduct,
  "GET /v1/products": products.listProducts,
  "GET /v1/products/:id": products.retrieveProduct,
  "POST /v1/products/:id": products.updateProduct,
  "DELETE /v1/products/:id": products.deleteProduct,
  "POST /v1/prices": prices.createPrice,
  "GET /v1/prices": prices.listPrices,
  "GET /v1/prices/:id": prices.retrievePrice,
  "POST /v1/prices/:id": prices.updatePrice,
  "POST /v1/coupons": coupons.createCoupon,
  "GET /v1/coupons": coupons.listCoupons,
  "GET /v1/coupons/:id": coupons.retrieveCoupon,
  "POST /v1/coupons/:id": coupons.updateCoupon,
  "DELETE /v1/coupons/:id": coupons.deleteCoupon,
  "POST /v1/promotion_codes": coupons.createPromotionCode,
  "GET /v1/promotion_codes": coupons.listPromotionCodes,
  "GET /v1/promotion_codes/:id": coupons.retrievePromotionCode,
  "POST /v1/promotion_codes/:id": coupons.updatePromotionCode,
  "POST /v1/customers": customers.createCustomer,
  "GET /v1/customers": customers.listCustomers,
  "GET /v1/customers/:id": customers.retrieveCustomer,
  "POST /v1/customers/:id": customers.updateCustomer,
  "DELETE /v1/customers/:id": customers.deleteCustomer,
  "GET /v1/customers/:id/payment_methods": methods.listCustomerMethods,
  "POST /v1/payment_methods": methods.createPaymentMethod,
  "GET /v1/payment_methods": methods.listPaymentMethods,
  "GET /v1/payment_methods/:id": methods.retrievePaymentMethod,
  "POST /v1/payment_methods/:id": methods.updatePaymentMethod,
  "POST /v1/payment_methods/:id/attach": methods.attachMethod,
  "POST /v1/payment_methods/:id/detach": methods.detachMethod,
  "POST /v1/payment_intents": intents.createPaymentIntent,
  "GET /v1/payment_intents": intents.listPaymentIntents,
  "GET /v1/payment_intents/:id": intents.retrievePaymentIntent,
  "POST /v1/payment_intents/:id": intents.updatePaymentIntent,
  "POST /v1/payment_intents/:id/confirm": intents.confirmPaymentIntent,
  "POST /v1/payment_intents/:id/capture": intents.capturePaymentIntent,
  "POST /v1/payment_intents/:id/cancel": intents.cancelPaymentIntent,
  "GET /v1/charges": refunds.listCharges,
  "GET /v1/charges/:id": refunds.retrieveCharge,
  "POST /v1/refunds": refunds.createRefund,
  "GET /v1/refunds": refunds.listRefunds,
  "GET /v1/refunds/:id": refunds.retrieveRefund,
  "POST /v1/refunds/:id": refunds.updateRefund,
  "POST /v1/refunds/:id/cancel": refunds.cancelRefund,
  "GET /v1/disputes": disputes.listDisputes,
  "GET /v1/disputes/:id": disputes.retrieveDispute,
  "POST /v1/disputes/:id": disputes.updateDispute,
  "POST /v1/disputes/:id/close": disputes.closeDispute,
  "GET /v1/balance": retrieveBalance,
  "POST /v1/checkout/sessions": createSession,
  "GET /v1/checkout/sessions": sessions.listSessions,
  "GET /v1/checkout/sessions/:id": sessions.retrieveSession,
  "POST /v1/checkout/sessions/:id": sessions.updateSession,
  "POST /v1/checkout/sessions/:id/expire": sessions.expireSession,
  "GET /v1/checkout/sessions/:id/line_items": sessions.listLineItems,
  "POST /v1/subscriptions": subscriptions.createSubscription,
  "GET /v1/subscriptions": subscriptions.listSubscriptions,
  "GET /v1/subscriptions/:id": subscriptions.retrieveSubscription,
  "POST /v1/subscriptions/:id": updates.updateSubscription,
  "DELETE /v1/subscriptions/:id": subscriptions.cancelSubscription,
  "POST /v1/subscriptions/:id/pause": pauseSubscription,
  "POST /v1/subscriptions/:id/resume": updates.resumeSubscription,
  "POST /v1/subscription_items": updates.createSubscriptionItem,
  "GET /v1/subscription_items": updates.listSubscriptionItems,
  "GET /v1/subscription_items/:id": updates.retrieveSubscriptionItem,
  "POST /v1/subscription_items/:id": updates.updateSubscriptionItem,
  "DELETE /v1/subscription_items/:id": updates.deleteSubscriptionItem,
  "POST /v1/invoices": invoices.createInvoice,
  "POST /v1/invoices/create_preview": previewInvoice,
  "GET /v1/invoices": invoices.listInvoices,
  "GET /v1/invoices/:id": invoices.retrieveInvoice,
  "POST /v1/invoices/:id": invoices.updateInvoice,
  "DELETE /v1/invoices/:id": invoices.deleteInvoice,
  "POST /v1/invoices/:id/finalize": invoices.finalizeInvoiceRequest,
  "POST /v1/invoices/:id/pay": invoices.payInvoice,
  "POST /v1/invoices/:id/void": invoices.voidInvoiceRequest,
  "POST /v1/invoices/:id/mark_uncollectible": invoices.markUncollectible,
  "POST /v1/invoices/:id/send": invoices.sendInvoice,
  "GET /v1/invoices/:id/lines": invoices.listInvoiceLines,
  "GET /v1/invoice_payments": listInvoicePayments,
  "GET /v1/invoice_payments/:id": retrieveInvoicePayment,
  "POST /v1/invoiceitems": invoiceItems.createInvoiceItem,
  "GET /v1/invoiceitems": invoiceItems.listInvoiceItems,
  "GET /v1/invoiceitems/:id": invoiceItems.retrieveInvoiceItem,
  "POST /v1/invoiceitems/:id": invoiceItems.updateInvoiceItem,
  "DELETE /v1/invoiceitems/:id": invoiceItems.deleteInvoiceItem,
  "POST /v1/billing_portal/configurations": portal.createPortalConfiguration,
  "GET /v1/billing_portal/configurations": portal.listPortalConfigurations,
  "GET /v1/billing_portal/configurations/:id": portal.retrievePortalConfiguration,
  "POST /v1/billing_portal/configurations/:id": portal.updatePortalConfiguration,
  "POST /v1/billing_portal/sessions": portal.createPortalSession,
  "POST /v1/billing/meters": meters.createMeter,
  "GET /v1/billing/meters": meters.listMeters,
  "GET /v1/billing/meters/:id": meters.retrieveMeter,
  "POST /v1/billing/meters/:id": meters.updateMeter,
  "POST /v1/billing/meters/:id/deactivate": meters.deactivateMeter,
  "POST /v1/billing/meters/:id/reactivate": meters.reactivateMeter,
  "GET /v1/billing/meters/:id/event_summaries": meters.listMeterSummaries,
  "POST /v1/billing/meter_events": meters.createMeterEvent,
  "POST /v1/billing/meter_event_adjustments": meters.adjustMeterEvent,
  "POST /v1/webhook_endpoints": endpoints.createWebhookEndpoint,
  "GET /v1/webhook_endpoints": endpoints.listWebhookEndpoints,
  "GET /v1/webhook_endpoints/:id": endpoints.retrieveWebhookEndpoint,
  "POST /v1/webhook_endpoints/:id": endpoints.updateWebhookEndpoint,
  "DELETE /v1/webhook_endpoints/:id": endpoints.deleteWebhookEndpoint,
  "GET /v1/events": events.listEvents,
  "GET /v1/events/:id": events.retrieveEvent,
  "GET /v1/charges/search": searchOperation("charge", "charges"),
  "GET /v1/customers/search": searchOperation("customer", "customers"),
  "GET /v1/invoices/search": searchOperation("invoice", "invoices"),
  "GET /v1/payment_intents/search": searchOperation("payment_intent", "payment_intents"),
  "GET /v1/prices/search": searchOperation("price", "prices"),
  "GET /v1/products/search": searchOperation("product", "products"),
  "GET /v1/subscriptions/search": searchOperation("subscription", "subscriptions"),
  "POST /v1/test_helpers/test_clocks": testClocks.createTestClock,
  "GET /v1/test_helpers/test_clocks": testClocks.listTestClocks,
  "GET /v1/test_helpers/test_clocks/:id": testClocks.retrieveTestClock,
  "DELETE /v1/test_helpers/test_clocks/:id": testClocks.deleteTestClock,
  "POST /v1/test_helpers/test_clocks/:id/advance": testClocks.advanceTestClock,
};

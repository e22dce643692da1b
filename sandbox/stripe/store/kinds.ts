/** Every kind of object: what it is called, how it can be found, and how the wire shows it. */
import type { InvoiceEntity } from "../billing/invoice-entity.ts";
import type { InvoiceItemEntity } from "../billing/invoice-item-entity.ts";
import { invoiceKeys, showInvoice } from "../billing/show-invoice.ts";
import { showInvoiceItem } from "../billing/show-invoice-item.ts";
import type { InvoicePaymentEntity } from "../billing/show-invoice-payment.ts";
import { showInvoicePayment } from "../billing/show-invoice-payment.ts";
import { showSubscription } from "../billing/show-subscription.ts";
import type { SubscriptionEntity } from "../billing/subscription-entity.ts";
import type { CouponEntity, PromotionCodeEntity } from "../catalogue/coupon-entity.ts";
import type { PriceEntity } from "../catalogue/price-entity.ts";
import type { ProductEntity } from "../catalogue/product-entity.ts";
import { showCoupon, showPromotionCode } from "../catalogue/show-coupon.ts";
import { showPrice } from "../catalogue/show-price.ts";
import { showProduct } from "../catalogue/show-product.ts";
import type { SessionEntity } from "../checkout/session-entity.ts";
import { showSession } from "../checkout/show-session.ts";
import type { TestClockEntity } from "../clock/test-clock-entity.ts";
import { showTestClock } from "../clock/test-clock-entity.ts";
import type { CustomerEntity, PaymentMethodEntity } from "../customers/customer-entity.ts";
import { showCustomer } from "../customers/show-customer.ts";
import { showPaymentMethod } from "../customers/show-payment-method.ts";
import type { EventEntity } from "../events/record-event.ts";
import { showEvent } from "../events/show-event.ts";
import { type MeterEntity, type MeterEventEntity, showMeter, showMeterEvent } from "../meters/meter-entities.ts";
import type { ChargeEntity, DisputeEntity, PaymentIntentEntity, RefundEntity } from "../payments/payment-entities.ts";
import { showCharge, showDispute, showRefund } from "../payments/show-charge.ts";
import { showPaymentIntent } from "../payments/show-payment-intent.ts";
import type { PortalConfigurationEntity, PortalSessionEntity } from "../portal/portal-entities.ts";
import { showPortalConfiguration, showPortalSession } from "../portal/show-portal.ts";
import { complete } from "../schema/complete.ts";
import type { WebhookEndpointEntity } from "../webhooks/endpoint-entity.ts";
import { showWebhookEndpoint } from "../webhooks/endpoint-entity.ts";
import type { Books } from "./books.ts";
import type { IndexKeys, Stored } from "./object-store.ts";

export type Wire = Record<string, unknown>;

interface Entities {
  "billing.meter": MeterEntity;
  "billing.meter_event": MeterEventEntity;
  "billing_portal.configuration": PortalConfigurationEntity;
  "billing_portal.session": PortalSessionEntity;
  charge: ChargeEntity;
  "checkout.session": SessionEntity;
  coupon: CouponEntity;
  customer: CustomerEntity;
  dispute: DisputeEntity;
  event: EventEntity;
  invoice: InvoiceEntity;
  invoice_payment: InvoicePaymentEntity;
  invoiceitem: InvoiceItemEntity;
  payment_intent: PaymentIntentEntity;
  payment_method: PaymentMethodEntity;
  price: PriceEntity;
  product: ProductEntity;
  promotion_code: PromotionCodeEntity;
  refund: RefundEntity;
  subscription: SubscriptionEntity;
  "test_helpers.test_clock": TestClockEntity;
  webhook_endpoint: WebhookEndpointEntity;
}

export type KindName = keyof Entities;
export type Kind<K extends KindName> = Entities[K];

interface KindDefinition<T extends Stored> {
  /** The name of its schema. */
  schema: string;
  /** As Stripe's "No such …" says it. */
  noun: string;
  keys: (entity: T) => IndexKeys;
  show: (entity: T, books: Books) => Wire;
}

function kind<T extends Stored>(
  schema: string,
  noun: string,
  show: (entity: T, books: Books) => Wire,
  keys: (entity: T) => IndexKeys = () => ({}),
): KindDefinition<T> {
  return { schema, noun, keys, show: (entity, books) => completed(schema, show(entity, books)) };
}

function completed(schema: string, wire: Wire): Wire {
  return wire.deleted === true ? wire : complete(schema, wire);
}

export const kinds: { [K in KindName]: KindDefinition<Entities[K]> } = {
  "billing.meter": kind("Billing.Meter", "meter", showMeter, ({ event_name }) => ({ event_name })),
  "billing.meter_event": kind("Billing.MeterEvent", "meter event", showMeterEvent, (event) => ({
    counted: `${event.event_name} ${event.customer}`,
  })),
  "billing_portal.configuration": kind("BillingPortal.Configuration", "configuration", showPortalConfiguration),
  "billing_portal.session": kind("BillingPortal.Session", "portal session", showPortalSession),
  charge: kind("Charge", "charge", showCharge, ({ customer, payment_intent }) => ({ customer, payment_intent })),
  "checkout.session": kind("Checkout.Session", "checkout.session", showSession, (session) => ({
    customer: session.customer,
    payment_intent: session.payment_intent,
    subscription: session.subscription,
  })),
  coupon: kind("Coupon", "coupon", showCoupon),
  customer: kind("Customer", "customer", showCustomer, ({ email, test_clock }) => ({ email, test_clock })),
  dispute: kind("Dispute", "dispute", showDispute, ({ charge, payment_intent }) => ({ charge, payment_intent })),
  event: kind("EventBase", "event", showEvent, ({ type }) => ({ type })),
  invoice: kind("Invoice", "invoice", showInvoice, invoiceKeys),
  invoice_payment: kind("InvoicePayment", "invoice payment", showInvoicePayment, (payment) => ({
    invoice: payment.invoice,
    payment_intent: payment.payment_intent,
  })),
  invoiceitem: kind("InvoiceItem", "invoice item", showInvoiceItem, (item) => ({
    customer: item.customer,
    pending: item.invoice === null ? (item.subscription ?? item.customer) : null,
  })),
  payment_intent: kind("PaymentIntent", "payment_intent", showPaymentIntent, ({ customer }) => ({ customer })),
  payment_method: kind("PaymentMethod", "PaymentMethod", showPaymentMethod, ({ customer }) => ({ customer })),
  price: kind("Price", "price", showPrice, ({ product, lookup_key }) => ({ product, lookup_key })),
  product: kind("Product", "product", showProduct),
  promotion_code: kind("PromotionCode", "promotion code", showPromotionCode, ({ code, coupon }) => ({ code, coupon })),
  refund: kind("Refund", "refund", showRefund, ({ charge, payment_intent }) => ({ charge, payment_intent })),
  subscription: kind("Subscription", "subscription", showSubscription, (subscription) => ({
    customer: subscription.customer,
    item: subscription.items.map(({ id }) => id),
    price: subscription.items.map(({ price }) => price),
    test_clock: subscription.test_clock,
  })),
  "test_helpers.test_clock": kind("TestHelpers.TestClock", "test clock", showTestClock),
  webhook_endpoint: kind("WebhookEndpoint", "webhook endpoint", showWebhookEndpoint),
};

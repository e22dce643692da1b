/**
 * The events that our endpoints ask for, and what each is about. This list is the whole of it: `npm run setup:stripe`
 * enables just these, and an event that is not here changes nothing.
 */
import {
  catalogueCallPrefix,
  type DirtyObject,
  type DirtyType,
  type IncomingEvent,
  parseStripeProductId,
} from "@dream-api/domain";
import type Stripe from "stripe";
import type { StripeNews } from "./read-webhook.ts";

type EventType = Stripe.WebhookEndpointCreateParams.EnabledEvent & string;

/** Of our own account. Each is about a developer's subscription to us. */
export const platformEvents = [
  "checkout.session.completed",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.paused",
  "customer.subscription.resumed",
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.voided",
  "invoice.marked_uncollectible",
] as const satisfies readonly EventType[];

/** Of connected accounts, by what they are about. */
const connectTypes = {
  "account.updated": "connection",
  "account.application.deauthorized": "connection",
  "customer.subscription.created": "subscription",
  "customer.subscription.updated": "subscription",
  "customer.subscription.deleted": "subscription",
  "customer.subscription.paused": "subscription",
  "customer.subscription.resumed": "subscription",
  "invoice.paid": "invoice",
  "invoice.payment_failed": "invoice",
  "invoice.voided": "invoice",
  "invoice.marked_uncollectible": "invoice",
  "checkout.session.completed": "checkout_session",
  "checkout.session.async_payment_succeeded": "checkout_session",
  "checkout.session.async_payment_failed": "checkout_session",
  "checkout.session.expired": "checkout_session",
  "charge.refunded": "charge",
  "refund.failed": "refund",
  "charge.dispute.created": "dispute",
  "charge.dispute.updated": "dispute",
  "charge.dispute.closed": "dispute",
  "product.updated": "product",
  "product.deleted": "product",
  "price.updated": "price",
} as const satisfies Partial<Record<EventType, DirtyType>>;

export const connectEvents = Object.keys(connectTypes) as (keyof typeof connectTypes)[];

/** What came to the endpoint of our own account; null for what is a connected account's. */
export function platformEvent(news: StripeNews): IncomingEvent | null {
  if (news.accountId !== null) return null;
  const isWanted = platformEvents.some((type) => type === news.type);
  const customerId = isWanted ? (news.object?.customerId ?? null) : null;
  const about: DirtyObject | null =
    customerId === null
      ? null
      : { stripeAccountId: "", mode: news.mode, type: "platform_subscription", objectId: customerId };
  return { ...recorded(news), source: "stripe_platform", about };
}

/**
 * What came to the Connect endpoint of a mode, which hears of test events too where it is the live one. Null for what is
 * no connected account's, and for products and prices that are not ours or that we changed ourselves.
 */
export function connectEvent(news: StripeNews, source: IncomingEvent["source"]): IncomingEvent | null {
  const { accountId: stripeAccountId, mode, object } = news;
  if (stripeAccountId === null || isOthersCatalogue(news)) return null;
  const about = connectSubject({ type: news.type, stripeAccountId, mode, objectId: object?.id ?? null });
  return { ...recorded(news), source, about: about?.type === "invoice" ? ofItsSubscription(about, news) : about };
}

/** An owner sells other things too, and each of our own syncs makes Stripe tell of it. */
function isOthersCatalogue({ type, payload }: StripeNews): boolean {
  const kind = connectTypes[type as keyof typeof connectTypes];
  if (kind !== "product" && kind !== "price") return false;
  const { data, request } = payload as unknown as Stripe.Event;
  const { id, product } = data.object as Stripe.Price;
  const productId = kind === "product" ? id : product;
  const isOurs = typeof productId === "string" && parseStripeProductId(productId) !== null;
  return !isOurs || (request?.idempotency_key?.startsWith(catalogueCallPrefix) ?? false);
}

/** A burst about a subscription and its invoices is then one look at one object. */
function ofItsSubscription(about: DirtyObject, { payload }: StripeNews): DirtyObject {
  const invoice = (payload as unknown as Stripe.Event).data.object as Stripe.Invoice;
  const subscription = invoice.parent?.subscription_details?.subscription;
  const objectId = typeof subscription === "object" ? subscription.id : subscription;
  return objectId === undefined ? about : { ...about, type: "subscription", objectId };
}

/** What news of a connected account makes worth a look; null for what changes nothing here. */
export function connectSubject(news: {
  readonly type: string;
  readonly stripeAccountId: string;
  readonly mode: DirtyObject["mode"];
  readonly objectId: string | null;
}): DirtyObject | null {
  const { stripeAccountId, mode } = news;
  const type: DirtyType | undefined = connectTypes[news.type as keyof typeof connectTypes];
  // The object of a deauthorization is our own application: it is about the account all the same.
  const objectId = type === "connection" ? stripeAccountId : news.objectId;
  return type && objectId !== null ? { stripeAccountId, mode, type, objectId } : null;
}

function recorded({ eventId, type, accountId, mode, object, payload }: StripeNews) {
  return {
    ...{ eventId, type, stripeAccountId: accountId, mode, payload },
    objectType: object?.kind ?? null,
    objectId: object?.id ?? null,
    customerId: object?.customerId ?? null,
    paymentIntentId: object?.paymentIntentId ?? null,
  };
}

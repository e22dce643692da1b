/** A store's Checkout Session: what it is created with, and what Stripe's answer means. */
import type { OrderPayment, SessionRequest, ShippingAddress } from "@dream-api/domain";
import type Stripe from "stripe";
import { shippingCountries } from "./order-countries.ts";

type Session = Stripe.Checkout.Session;
type CreateParams = Stripe.Checkout.SessionCreateParams;

/**
 * Marks a session as one of ours. A buyer can put any `client_reference_id` on a payment link of the same account, but
 * metadata only its owner.
 */
const orderMark = "dream_api_order";

/** What is read of a session beside itself. */
export const expandedInSession = ["payment_intent.latest_charge"];

export function sessionParams(orderId: string, request: SessionRequest): CreateParams {
  const { lines, successUrl, cancelUrl, email, promotionCodeId, isShipped, expiresAt } = request;
  return {
    mode: "payment",
    line_items: lines.map(({ priceId, quantity }) => ({ price: priceId, quantity })),
    client_reference_id: orderId,
    metadata: { [orderMark]: orderId },
    payment_intent_data: { metadata: { [orderMark]: orderId } },
    success_url: successUrl,
    cancel_url: cancelUrl,
    expires_at: Math.floor(expiresAt / 1000),
    ...(email === null ? {} : { customer_email: email }),
    ...(promotionCodeId === null
      ? { allow_promotion_codes: true }
      : { discounts: [{ promotion_code: promotionCodeId }] }),
    ...(isShipped
      ? {
          shipping_address_collection: {
            allowed_countries: [...shippingCountries],
          },
          phone_number_collection: { enabled: true },
        }
      : {}),
  };
}

/** Null for a session that was not made for an order of ours. */
export function orderIdOf({ mode, client_reference_id: reference, metadata }: Session): string | null {
  return mode === "payment" && reference !== null && metadata?.[orderMark] === reference ? reference : null;
}

const ends = ["complete", "expired"] as const;

/** @param isDisputed read apart, because a charge stays marked after a dispute was won */
export function paymentOf(session: Session, isDisputed: boolean): OrderPayment {
  const intent = intentOf(session);
  const charge = chargeOf(session);
  return {
    sessionId: session.id,
    orderId: orderIdOf(session),
    url: session.url ?? null,
    session: ends.find((end) => end === session.status) ?? "open",
    payment: progressOf(session, intent),
    amountSubtotal: session.amount_subtotal ?? 0,
    amountTotal: session.amount_total ?? 0,
    currency: session.currency ?? "",
    amountRefunded: charge?.amount_refunded ?? 0,
    isDisputed,
    paymentIntentId: intent?.id ?? null,
    paidAt: charge ? charge.created * 1000 : null,
    email: session.customer_details?.email ?? session.customer_email,
    phone: session.customer_details?.phone ?? null,
    shippingAddress: addressOf(session.collected_information?.shipping_details ?? null),
  };
}

/** The charge that was read with the session. */
export function chargeOf(session: Session): Stripe.Charge | null {
  const charge = intentOf(session)?.latest_charge;
  return charge && typeof charge === "object" ? charge : null;
}

function intentOf({ payment_intent: intent }: Session): Stripe.PaymentIntent | null {
  return intent && typeof intent === "object" ? intent : null;
}

function progressOf(session: Session, intent: Stripe.PaymentIntent | null): OrderPayment["payment"] {
  if (session.status !== "complete") return "none";
  if (session.payment_status !== "unpaid") return "paid";
  // A debit that bounced asks for another payment method, which nobody will give: the session is over.
  const isOver = intent?.status === "requires_payment_method" || intent?.status === "canceled";
  return isOver ? "failed" : "processing";
}

type ShippingDetails = NonNullable<Session["collected_information"]>["shipping_details"];

function addressOf(details: ShippingDetails): ShippingAddress | null {
  if (!details) return null;
  const { name, address } = details;
  return {
    name,
    line1: address.line1,
    line2: address.line2,
    city: address.city,
    state: address.state,
    postalCode: address.postal_code,
    country: address.country,
  };
}

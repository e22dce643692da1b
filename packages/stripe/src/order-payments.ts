/** A store's sales on a connected account: sessions, their payments, and money given back. */
import type { OrderPayment, OrderPayments } from "@dream-api/domain";
import type Stripe from "stripe";
import { createOrderRefunds } from "./order-refunds.ts";
import { chargeOf, expandedInSession, orderIdOf, paymentOf, sessionParams } from "./order-session.ts";
import { askStripe, askStripeOrNull } from "./stripe-failure.ts";

const perPage = 100;

/** After these a dispute takes no money. */
const harmlessDisputes: readonly Stripe.Dispute.Status[] = ["won", "warning_closed", "prevented"];

/** @param stripe a client whose key decides the mode */
export function createOrderPayments(stripe: Stripe): OrderPayments {
  async function isDisputed(account: string, charge: Stripe.Charge | null): Promise<boolean> {
    if (!charge?.disputed) return false;
    const { data } = await askStripe("list disputes", () =>
      stripe.disputes.list({ charge: charge.id, limit: perPage }, { stripeAccount: account }),
    );
    return data.some(({ status }) => !harmlessDisputes.includes(status));
  }

  const read = async (account: string, session: Stripe.Checkout.Session): Promise<OrderPayment> =>
    paymentOf(session, await isDisputed(account, chargeOf(session)));

  async function readSession(account: string, sessionId: string): Promise<OrderPayment | null> {
    const session = await askStripeOrNull("read a checkout session", () =>
      stripe.checkout.sessions.retrieve(sessionId, { expand: [...expandedInSession] }, { stripeAccount: account }),
    );
    return session && read(account, session);
  }

  return {
    ...createOrderRefunds(stripe),
    readSession,

    async createSession(account, orderId, request) {
      const session = await askStripe("create a checkout session", () =>
        stripe.checkout.sessions.create(sessionParams(orderId, request), {
          stripeAccount: account,
          idempotencyKey: orderId,
        }),
      );
      return paymentOf(session, false);
    },

    async expireSession(account, sessionId) {
      const session = await askStripe("read a checkout session", () =>
        stripe.checkout.sessions.retrieve(sessionId, {}, { stripeAccount: account }),
      );
      if (session.status !== "open") return;
      await askStripe("expire a checkout session", () =>
        stripe.checkout.sessions.expire(sessionId, {}, { stripeAccount: account }),
      );
    },

    async findSession(account, orderId, since) {
      const sessionId = await askStripe("list checkout sessions", async () => {
        const created = { gte: Math.floor(since / 1000) };
        const all = stripe.checkout.sessions.list({ created, limit: perPage }, { stripeAccount: account });
        for await (const session of all) if (orderIdOf(session) === orderId) return session.id;
        return null;
      });
      return sessionId === null ? null : readSession(account, sessionId);
    },

    async findSessionOfPayment(account, paymentIntentId) {
      const { data } = await askStripe("list the sessions of a payment", () =>
        stripe.checkout.sessions.list({ payment_intent: paymentIntentId, limit: 1 }, { stripeAccount: account }),
      );
      return data[0]?.id ?? null;
    },

    async readPaymentOf(account, kind, objectId) {
      const options = { stripeAccount: account };
      const retrieve = {
        charge: () => stripe.charges.retrieve(objectId, {}, options),
        dispute: () => stripe.disputes.retrieve(objectId, {}, options),
        refund: () => stripe.refunds.retrieve(objectId, {}, options),
      };
      const object = await askStripeOrNull<{ payment_intent: string | { id: string } | null }>(
        `read a ${kind}`,
        retrieve[kind],
      );
      const intent = object?.payment_intent ?? null;
      return typeof intent === "object" ? (intent?.id ?? null) : intent;
    },

    async findPromotionCode(account, code) {
      const { data } = await askStripe("find a promotion code", () =>
        stripe.promotionCodes.list({ code, active: true, limit: 1 }, { stripeAccount: account }),
      );
      return data[0]?.id ?? null;
    },
  };
}

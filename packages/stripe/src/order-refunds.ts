/** Money given back on a connected account, in parts or what is left. */
import { type MadeRefund, type OrderPayments, ProviderFailure } from "@dream-api/domain";
import type Stripe from "stripe";
import { askStripe } from "./stripe-failure.ts";

type OrderRefunds = Pick<OrderPayments, "refund" | "findRefund" | "refundRest">;

/** Tells our refunds from those that the account's owner makes. */
const refundMark = "dream_api_refund";
const perPage = 100;

export function createOrderRefunds(stripe: Stripe): OrderRefunds {
  return {
    async refund(account, { refundId, paymentIntentId, amount }) {
      const refund = await askStripe("refund", () =>
        stripe.refunds.create(
          {
            payment_intent: paymentIntentId,
            amount,
            metadata: { [refundMark]: refundId },
            expand: ["charge"],
          },
          { stripeAccount: account, idempotencyKey: refundId },
        ),
      );
      return madeRefundOf(refund);
    },

    findRefund: (account, { refundId, paymentIntentId }) =>
      askStripe("list refunds", async () => {
        const all = stripe.refunds.list(
          { payment_intent: paymentIntentId, limit: perPage, expand: ["data.charge"] },
          { stripeAccount: account },
        );
        for await (const refund of all) if (refund.metadata?.[refundMark] === refundId) return madeRefundOf(refund);
        return null;
      }),

    async refundRest(account, paymentIntentId) {
      try {
        await askStripe("refund what is left", () =>
          stripe.refunds.create({ payment_intent: paymentIntentId }, { stripeAccount: account }),
        );
      } catch (cause) {
        if (!(cause instanceof ProviderFailure) || cause.providerCode !== "charge_already_refunded") throw cause;
      }
    },
  };
}

function madeRefundOf({ id, charge }: Stripe.Refund): MadeRefund {
  return { stripeRefundId: id, amountRefunded: typeof charge === "object" && charge ? charge.amount_refunded : null };
}

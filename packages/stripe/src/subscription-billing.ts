/** Everything that is asked about the subscriptions on a connected account. */
import type { ChangePreview, StripeSubscriptions, SubscriptionItem } from "@dream-api/domain";
import { ProviderFailure } from "@dream-api/domain";
import type Stripe from "stripe";
import { firstFailedPayment } from "./plan-subscriptions.ts";
import { askStripe, askStripeOrNull } from "./stripe-failure.ts";
import { createCheckouts } from "./subscription-checkout.ts";
import { expandedInSubscription, idOf, subscriptionOf } from "./subscription-facts.ts";
import { createPortal } from "./subscription-portal.ts";

const perPage = 100;

/** @param stripe a client whose key decides the mode */
export function createStripeSubscriptions(stripe: Stripe): StripeSubscriptions {
  const { subscriptions, invoices, invoicePayments, refunds } = stripe;

  const update = (account: string, subscriptionId: string, params: Stripe.SubscriptionUpdateParams) =>
    askStripe("change a subscription", () => subscriptions.update(subscriptionId, params, { stripeAccount: account }));

  return {
    ...createCheckouts(stripe),
    ...createPortal(stripe),

    async readSubscription(account, subscriptionId) {
      const options = { stripeAccount: account };
      const subscription = await askStripeOrNull("read a subscription", () =>
        subscriptions.retrieve(subscriptionId, { expand: [...expandedInSubscription] }, options),
      );
      if (!subscription) return null;
      const { status } = subscription;
      const mayHaveFailed = status === "past_due" || status === "unpaid";
      const firstFailedAt = mayHaveFailed ? await firstFailedPayment(stripe, subscriptionId, options) : null;
      return subscriptionOf(subscription, firstFailedAt);
    },

    async subscriptionOfInvoice(account, invoiceId) {
      const read = () => invoices.retrieve(invoiceId, {}, { stripeAccount: account });
      const invoice = await askStripeOrNull("read an invoice", read);
      return idOf(invoice?.parent?.subscription_details?.subscription ?? null);
    },

    previewChange: (account, item, price) => previewChange(stripe, account, item, price),

    async changePrice(account, { subscriptionId, itemId }, price) {
      await update(account, subscriptionId, {
        items: [{ id: itemId, price }],
        proration_behavior: "always_invoice",
        payment_behavior: "pending_if_incomplete",
      });
    },

    async dropUnpaidChange(account, invoiceId) {
      const options = { stripeAccount: account };
      const { status } = await askStripe("read an invoice", () => invoices.retrieve(invoiceId, {}, options));
      if (status === "open") await askStripe("void an invoice", () => invoices.voidInvoice(invoiceId, {}, options));
    },

    async cancelAtPeriodEnd(account, subscriptionId) {
      await update(account, subscriptionId, { cancel_at_period_end: true });
    },

    async cancelNow(account, subscriptionId) {
      const cancel = () => subscriptions.cancel(subscriptionId, {}, { stripeAccount: account });
      await askStripeOrNull("end a subscription", cancel);
    },

    async resume(account, subscriptionId) {
      const read = () => subscriptions.retrieve(subscriptionId, {}, { stripeAccount: account });
      const { cancel_at_period_end: atPeriodEnd } = await askStripe("read a subscription", read);
      await update(account, subscriptionId, atPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: "" });
    },

    async refundAll(account, subscription) {
      const options = { stripeAccount: account };
      const paidIntents = await askStripe("list what was paid", async () => {
        const found: string[] = [];
        for await (const { id } of invoices.list({ subscription, status: "paid", limit: perPage }, options)) {
          for await (const { payment } of invoicePayments.list({ invoice: id, status: "paid" }, options)) {
            const intent = idOf(payment.payment_intent ?? null);
            if (intent !== null) found.push(intent);
          }
        }
        return found;
      });
      for (const intent of paidIntents) await refundRest(intent, options);
    },
  };

  async function refundRest(intent: string, options: Stripe.RequestOptions): Promise<void> {
    try {
      await askStripe("refund", () => refunds.create({ payment_intent: intent }, options));
    } catch (failure) {
      if (!(failure instanceof ProviderFailure) || failure.providerCode !== "charge_already_refunded") throw failure;
    }
  }
}

async function previewChange(
  { invoices, prices }: Stripe,
  account: string,
  { subscriptionId, itemId }: SubscriptionItem,
  price: string,
): Promise<ChangePreview> {
  const options = { stripeAccount: account };
  const details = { items: [{ id: itemId, price }], proration_behavior: "always_invoice" as const };
  const preview = () =>
    invoices.createPreview({ subscription: subscriptionId, subscription_details: details }, options);
  const invoice = await askStripe("preview a change", preview);
  const {
    unit_amount: unitAmount,
    currency,
    recurring,
  } = await askStripe("read a price", () => prices.retrieve(price, {}, options));
  return {
    unitAmount: unitAmount ?? 0,
    currency,
    interval: recurring?.interval === "year" ? "year" : "month",
    amountDue: invoice.amount_due,
    total: invoice.total,
    lines: invoice.lines.data.map(({ description, amount }) => ({ description: description ?? "", amount })),
    currentPeriodEnd: Math.max(...invoice.lines.data.map(({ period }) => period.end)) * 1000,
  };
}

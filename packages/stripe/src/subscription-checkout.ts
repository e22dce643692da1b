/** Checkouts of subscriptions on a connected account, and the customers who pay in them. */
import { type CheckoutPage, type CheckoutRequest, ProviderFailure, type StripeSubscriptions } from "@dream-api/domain";
import type Stripe from "stripe";
import { askStripe, askStripeOrNull } from "./stripe-failure.ts";
import { idOf } from "./subscription-facts.ts";

type Checkouts = Pick<
  StripeSubscriptions,
  | "createCustomer"
  | "updateCustomer"
  | "isCustomerThere"
  | "createCheckout"
  | "readCheckout"
  | "findCheckout"
  | "expireCheckout"
  | "findPromotionCode"
>;

/** Only the account's owner can write metadata; a customer could put anything into a session's reference. */
const checkoutMark = "dream_api_checkout";
/** For the account's owner, who sees whose it is. */
const userMark = "dream_api_user";
const perPage = 100;

export function createCheckouts({ customers, checkout, promotionCodes }: Stripe): Checkouts {
  async function readCheckout(account: string, sessionId: string): Promise<CheckoutPage | null> {
    const read = () => checkout.sessions.retrieve(sessionId, {}, { stripeAccount: account });
    const session = await askStripeOrNull("read a checkout session", read);
    return session && pageOf(session);
  }

  return {
    readCheckout,

    async createCustomer(account, callName, userId) {
      const call = { stripeAccount: account, idempotencyKey: `customer:${callName}` };
      const params = { metadata: { [userMark]: userId } };
      return (await askStripe("create a customer", () => customers.create(params, call))).id;
    },

    async updateCustomer(account, customerId, { email, name }) {
      const profile = { ...(email === null ? {} : { email }), ...(name === null ? {} : { name }) };
      await askStripe("change a customer", () => customers.update(customerId, profile, { stripeAccount: account }));
    },

    async isCustomerThere(account, customerId) {
      const read = () => customers.retrieve(customerId, {}, { stripeAccount: account });
      const customer = await askStripeOrNull("read a customer", read);
      return customer !== null && !customer.deleted;
    },

    async createCheckout(account, request) {
      const call = { stripeAccount: account, idempotencyKey: request.checkoutId };
      const create = () => checkout.sessions.create(sessionParams(request), call);
      return pageOf(await askStripe("create a checkout session", create));
    },

    findCheckout: (account, customer, checkoutId) =>
      askStripe("list checkout sessions", async () => {
        const all = checkout.sessions.list({ customer, limit: perPage }, { stripeAccount: account });
        for await (const session of all) if (session.metadata?.[checkoutMark] === checkoutId) return pageOf(session);
        return null;
      }),

    async expireCheckout(account, sessionId) {
      try {
        const expire = () => checkout.sessions.expire(sessionId, {}, { stripeAccount: account });
        return pageOf(await askStripe("expire a checkout session", expire));
      } catch (failure) {
        if (!(failure instanceof ProviderFailure) || failure.kind !== "refused") throw failure;
        // Refused means that it is not open any more; how it ended, it says itself.
        const page = await readCheckout(account, sessionId);
        if (!page || page.status === "open") throw failure;
        return page;
      }
    },

    async findPromotionCode(account, code) {
      const { data } = await askStripe("find a promotion code", () =>
        promotionCodes.list({ code, active: true, limit: 1 }, { stripeAccount: account }),
      );
      return data[0]?.id ?? null;
    },
  };
}

function sessionParams(request: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  const { checkoutId, customerId, userId, priceId, trialDays, promotionCodeId } = request;
  return {
    mode: "subscription",
    customer: customerId,
    line_items: [{ price: priceId, quantity: 1 }],
    metadata: { [checkoutMark]: checkoutId },
    subscription_data: {
      metadata: { [userMark]: userId },
      ...(trialDays > 0 ? { trial_period_days: trialDays } : {}),
    },
    ...(promotionCodeId === null
      ? { allow_promotion_codes: true }
      : { discounts: [{ promotion_code: promotionCodeId }] }),
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(request.expiresAt / 1000),
  };
}

function pageOf({ id, status, url, subscription, metadata }: Stripe.Checkout.Session): CheckoutPage {
  const known = (["open", "complete"] as const).find((one) => one === status) ?? "expired";
  return {
    sessionId: id,
    status: known,
    url: known === "open" ? url : null,
    subscriptionId: idOf(subscription),
    checkoutId: metadata?.[checkoutMark] ?? null,
  };
}

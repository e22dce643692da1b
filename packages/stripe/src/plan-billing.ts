/** Our own plan on our own Stripe account: customers, payment pages, the portal and the subscriptions. */
import { type CheckoutSession, type CheckoutTerms, type PlanBilling, ProviderFailure } from "@dream-api/domain";
import type Stripe from "stripe";
import { askUnderKey } from "./ask-under-key.ts";
import { findPlanPortal } from "./plan-portal.ts";
import { firstFailedPayment, listPlanSubscriptions } from "./plan-subscriptions.ts";
import { askStripe, askStripeOrNull } from "./stripe-failure.ts";

export interface PlanBillingSettings {
  /** The plan's monthly price; `npm run setup:stripe` makes it. */
  readonly priceId: string;
  /** Where the developer comes back to. */
  readonly dashboardUrl: string;
}

export function createPlanBilling(stripe: Stripe, { priceId, dashboardUrl }: PlanBillingSettings): PlanBilling {
  const { customers, checkout, billingPortal, subscriptions } = stripe;
  const termsOf = (trialDays: number) => `${priceId}:${trialDays}`;
  return {
    listSubscriptions: (customerId) => listPlanSubscriptions(stripe, customerId),
    firstFailedPayment: (subscriptionId) => firstFailedPayment(stripe, subscriptionId),
    termsOf,

    async createCustomer(platformId) {
      const params = { metadata: { platform_id: platformId } };
      const key = `platform-customer:${platformId}`;
      return (await askUnderKey("make a customer", key, (options) => customers.create(params, options))).id;
    },

    async updateCustomer(customerId, { email, name }) {
      // Stripe leaves alone what is absent; empty takes it away.
      const profile = { email: email ?? "", name: name ?? "" };
      await askStripe("change a customer", () => customers.update(customerId, profile));
    },

    async listSessions(customer) {
      const { data } = await askStripe("list sessions", () => checkout.sessions.list({ customer, limit: 100 }));
      return data.map(sessionOf);
    },

    async createSession(terms) {
      const params = sessionParams(terms);
      const key = `plan-checkout:${terms.callName}`;
      return sessionOf(
        await askUnderKey("make a session", key, (options) => checkout.sessions.create(params, options)),
      );
    },

    expireSession,

    async expireSessions(customer) {
      const open = { customer, status: "open", limit: 100 } as const;
      const { data } = await askStripe("list sessions", () => checkout.sessions.list(open));
      for (const { id } of data) await expireSession(id);
    },

    async openPortal(customer) {
      const configuration = await findPlanPortal(stripe);
      const params = { customer, configuration, return_url: dashboardUrl };
      return (await askStripe("open the portal", () => billingPortal.sessions.create(params))).url;
    },

    async cancelSubscription(subscriptionId) {
      await askStripeOrNull("end a subscription", () => subscriptions.cancel(subscriptionId));
    },
  };

  async function expireSession(sessionId: string): Promise<CheckoutSession["status"]> {
    try {
      return sessionOf(await askStripe("expire a session", () => checkout.sessions.expire(sessionId))).status;
    } catch (failure) {
      if (!(failure instanceof ProviderFailure) || failure.kind !== "refused") throw failure;
      // Refused means that it is not open any more; how it ended, it says itself.
      const { status } = sessionOf(await askStripe("read a session", () => checkout.sessions.retrieve(sessionId)));
      if (status === "open") throw failure;
      return status;
    }
  }

  function sessionParams({ platformId, customerId, trialDays }: CheckoutTerms): Stripe.Checkout.SessionCreateParams {
    return {
      mode: "subscription",
      customer: customerId,
      client_reference_id: platformId,
      line_items: [{ price: priceId, quantity: 1 }],
      subscription_data: {
        metadata: { platform_id: platformId },
        ...(trialDays > 0 ? { trial_period_days: trialDays } : {}),
      },
      metadata: { terms: termsOf(trialDays) },
      success_url: `${dashboardUrl}?plan=subscribed`,
      cancel_url: `${dashboardUrl}?plan=unchanged`,
    };
  }
}

function sessionOf({ id, status, url, metadata }: Stripe.Checkout.Session): CheckoutSession {
  const known = (["open", "complete"] as const).find((one) => one === status) ?? "expired";
  return { sessionId: id, status: known, url, terms: metadata?.terms ?? "" };
}

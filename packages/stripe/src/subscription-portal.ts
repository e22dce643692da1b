/** The billing portal of a connected account: one configuration of ours for each project and mode, kept up to date. */
import type { PortalFlow, PortalOffer, PortalRequest, StripeSubscriptions } from "@dream-api/domain";
import type Stripe from "stripe";
import { askStripe, askStripeOrNull } from "./stripe-failure.ts";

type Portal = Pick<StripeSubscriptions, "keepPortal" | "openPortal">;

/** The offer that a configuration was made for. */
const versionMark = "dream_api_offer";

export function createPortal({ billingPortal: { configurations, sessions } }: Stripe): Portal {
  return {
    async keepPortal(account, knownId, offer) {
      const options = { stripeAccount: account };
      const known =
        knownId === null
          ? null
          : await askStripeOrNull("read a portal configuration", () => configurations.retrieve(knownId, {}, options));
      if (known?.active) {
        if (known.metadata?.[versionMark] === offer.version) return known.id;
        const update = () => configurations.update(known.id, paramsOf(offer), options);
        return (await askStripe("change a portal configuration", update)).id;
      }
      const call = { ...options, idempotencyKey: `portal:${offer.version}:${knownId ?? "first"}` };
      const create = () => configurations.create({ name: "dream-api", ...paramsOf(offer) }, call);
      return (await askStripe("create a portal configuration", create)).id;
    },

    async openPortal(account, request) {
      const open = () => sessions.create(sessionParams(request), { stripeAccount: account });
      return (await askStripe("open the portal", open)).url;
    },
  };
}

function paramsOf({ version, prices }: PortalOffer) {
  return {
    metadata: { [versionMark]: version },
    features: {
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
      subscription_cancel: { enabled: true, mode: "at_period_end" as const },
      subscription_update:
        prices.length === 0
          ? { enabled: false }
          : {
              enabled: true,
              default_allowed_updates: ["price" as const],
              proration_behavior: "always_invoice" as const,
              products: prices.map(({ productId, priceId }) => ({ product: productId, prices: [priceId] })),
            },
    },
  };
}

function sessionParams({ customerId, configurationId, flow, returnUrl, doneUrl }: PortalRequest) {
  return {
    customer: customerId,
    configuration: configurationId,
    return_url: returnUrl,
    ...flowParams(flow, doneUrl),
  } satisfies Stripe.BillingPortal.SessionCreateParams;
}

function flowParams(flow: PortalFlow, doneUrl: string): Pick<Stripe.BillingPortal.SessionCreateParams, "flow_data"> {
  const after_completion = { type: "redirect" as const, redirect: { return_url: doneUrl } };
  switch (flow.kind) {
    case "home":
      return {};
    case "payment":
      return { flow_data: { type: "payment_method_update", after_completion } };
    case "cancel": {
      const subscription_cancel = { subscription: flow.subscriptionId };
      return { flow_data: { type: "subscription_cancel", subscription_cancel, after_completion } };
    }
    case "change": {
      const items = [{ id: flow.itemId, price: flow.priceId, quantity: 1 }];
      const subscription_update_confirm = { subscription: flow.subscriptionId, items };
      return { flow_data: { type: "subscription_update_confirm", subscription_update_confirm, after_completion } };
    }
  }
}

/** `flow_data`: a portal session that leads to one thing only. */
import type Stripe from "stripe";
import { isOver } from "../billing/subscription-entity.ts";
import type { Books } from "../store/books.ts";
import { invalid, missing, notSimulated } from "../wire/refusal.ts";
import { refuseBadUrl } from "../wire/refuse-bad-url.ts";
import type { PortalConfigurationEntity, PortalFlow } from "./portal-entities.ts";

type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData;

export function readFlow(
  books: Books,
  flow: FlowData,
  customer: string,
  { features }: PortalConfigurationEntity,
): PortalFlow {
  const details = flow[flow.type as "subscription_update_confirm"] as
    | Stripe.BillingPortal.SessionCreateParams.FlowData.SubscriptionUpdateConfirm
    | undefined;
  refuseBadUrl(flow.after_completion?.redirect?.return_url, "flow_data[after_completion][redirect][return_url]");
  const after_completion = {
    type: flow.after_completion?.type ?? "portal_homepage",
    redirect: flow.after_completion?.redirect ? { return_url: flow.after_completion.redirect.return_url } : null,
  };
  if (flow.type === "payment_method_update") {
    refuseDisabled(features.payment_method_update.enabled, flow.type);
    return { type: "payment_method_update", subscription: null, items: [], after_completion };
  }
  if (
    flow.type !== "subscription_cancel" &&
    flow.type !== "subscription_update" &&
    flow.type !== "subscription_update_confirm"
  ) {
    throw notSimulated(`portal flows of type ${flow.type}`);
  }
  const feature = flow.type === "subscription_cancel" ? "subscription_cancel" : "subscription_update";
  refuseDisabled(features[feature].enabled, flow.type);
  if (!details?.subscription) throw missing(`flow_data[${flow.type}][subscription]`);
  const param = `flow_data[${flow.type}][subscription]`;
  const subscription = books.refer("subscription", details.subscription, param);
  if (subscription.customer !== customer) throw invalid("The subscription does not belong to the customer.", param);
  if (isOver(subscription)) throw invalid("The subscription is canceled and cannot be updated.", param);
  const isEnding = subscription.cancel_at !== null || subscription.cancel_at_period_end;
  if (flow.type === "subscription_cancel" && isEnding) {
    throw invalid("The subscription is already set to cancel.", param);
  }
  const items = flow.type === "subscription_update_confirm" ? (details.items as PortalFlow["items"]) : [];
  const offered = features.subscription_update.products.flatMap(({ prices }) => prices);
  const foreign = items.find(({ price }) => price !== undefined && !offered.includes(price));
  if (foreign) {
    throw invalid(
      "The price is not in the configuration's `features[subscription_update][products]`.",
      "flow_data[subscription_update_confirm][items]",
    );
  }
  return { type: flow.type as PortalFlow["type"], subscription: subscription.id, items, after_completion };
}

function refuseDisabled(isEnabled: boolean, type: string): void {
  if (!isEnabled) {
    throw invalid(
      `This flow is not available: the feature behind \`${type}\` is disabled in the portal configuration.`,
      "flow_data[type]",
    );
  }
}

/** The billing portal over the API. A session needs a configuration: the given one, or the account's default. */
import type Stripe from "stripe";
import { isOver } from "../billing/subscription-entity.ts";
import { liveCustomer } from "../customers/customers.ts";
import { type ListParams, listObjects } from "../lists/list-objects.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing, notSimulated } from "../wire/refusal.ts";
import type { PortalConfigurationEntity, PortalFeatures, PortalFlow, PortalProduct } from "./portal-entities.ts";

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;
const maxProducts = 10;

export function createPortalConfiguration(books: Books, params: Stripe.BillingPortal.ConfigurationCreateParams): Wire {
  const isFirst = books.archive.objects.count(books.scope, "billing_portal.configuration") === 0;
  const configuration: PortalConfigurationEntity = {
    id: books.newId("bpc"),
    created: books.now,
    active: true,
    business_profile: (params.business_profile ?? {}) as Wire,
    default_return_url: params.default_return_url || null,
    features: readFeatures(books, params.features, noFeatures),
    // Stripe's first one comes from the dashboard; there is none here, so the first made serves.
    is_default: isFirst,
    metadata: {},
    name: params.name || null,
    updated: books.now,
  };
  withMetadata(configuration, params.metadata);
  books.add("billing_portal.configuration", configuration, "billing_portal.configuration.created");
  return books.show("billing_portal.configuration", configuration);
}

const noFeatures: PortalFeatures = {
  customer_update: { enabled: false, allowed_updates: [] },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false },
  subscription_cancel: {
    enabled: false,
    mode: "at_period_end",
    proration_behavior: "none",
    cancellation_reason: {
      enabled: false,
      options: ["too_expensive", "missing_features", "switched_service", "unused", "other"],
    },
  },
  subscription_update: { enabled: false, default_allowed_updates: [], products: [], proration_behavior: "none" },
};

function readFeatures(books: Books, features: Features | undefined, before: PortalFeatures): PortalFeatures {
  if (!features) return before;
  refuseUnsimulated("portal configurations", features, "subscription_pause");
  const { customer_update: customer, subscription_cancel: cancel, subscription_update: update } = features;
  if (update)
    refuseUnsimulated(
      "portal plan changes",
      update,
      "schedule_at_period_end",
      "billing_cycle_anchor",
      "trial_update_behavior",
    );
  const products = (update?.products || []) as PortalProduct[];
  if (products.length > maxProducts)
    throw invalid(`You can pass at most ${maxProducts} products.`, "features[subscription_update][products]");
  for (const [index, { product, prices }] of products.entries()) {
    const param = `features[subscription_update][products][${index}]`;
    books.refer("product", product, `${param}[product]`);
    for (const price of prices) books.refer("price", price, `${param}[prices]`);
  }
  if (update?.enabled && products.length === 0) throw missing("features[subscription_update][products]");
  return {
    customer_update: customer
      ? { enabled: customer.enabled, allowed_updates: (customer.allowed_updates || []) as string[] }
      : before.customer_update,
    invoice_history: features.invoice_history ?? before.invoice_history,
    payment_method_update: features.payment_method_update
      ? { enabled: features.payment_method_update.enabled }
      : before.payment_method_update,
    subscription_cancel: cancel
      ? ({ ...before.subscription_cancel, ...cancel } as PortalFeatures["subscription_cancel"])
      : before.subscription_cancel,
    subscription_update: update
      ? {
          enabled: update.enabled,
          default_allowed_updates: (update.default_allowed_updates || []) as string[],
          products: products.map(({ product, prices }) => ({ product, prices })),
          proration_behavior: update.proration_behavior ?? before.subscription_update.proration_behavior,
        }
      : before.subscription_update,
  };
}

export function updatePortalConfiguration(
  books: Books,
  params: Stripe.BillingPortal.ConfigurationUpdateParams,
  id: string,
): Wire {
  const configuration = books.get("billing_portal.configuration", id);
  if (configuration.is_default && params.active === false)
    throw invalid("You cannot deactivate the default configuration.", "active");
  books.change("billing_portal.configuration", configuration, "billing_portal.configuration.updated", (draft) => {
    Object.assign(draft, pick(params, "active", "default_return_url", "name"));
    if (params.business_profile)
      draft.business_profile = { ...draft.business_profile, ...(params.business_profile as Wire) };
    draft.features = readFeatures(books, params.features as Features | undefined, draft.features);
    withMetadata(draft, params.metadata);
    draft.updated = books.now;
  });
  return books.show("billing_portal.configuration", configuration);
}

export function retrievePortalConfiguration(books: Books, _params: object, id: string): Wire {
  return books.show("billing_portal.configuration", books.get("billing_portal.configuration", id));
}

export function listPortalConfigurations(books: Books, params: Stripe.BillingPortal.ConfigurationListParams): Wire {
  return listObjects(books, "billing_portal.configuration", params as ListParams, {
    url: "/v1/billing_portal/configurations",
    accepts: ({ active, is_default }) =>
      (params.active === undefined || active === params.active) &&
      (params.is_default === undefined || is_default === params.is_default),
  });
}

export function createPortalSession(books: Books, params: Stripe.BillingPortal.SessionCreateParams): Wire {
  refuseUnsimulated("portal sessions", params, "on_behalf_of", "customer_account", "after_expiration");
  if (!params.customer) throw missing("customer");
  const customer = liveCustomer(books, params.customer, "customer");
  const configuration = configurationOf(books, params.configuration);
  const session = books.add(
    "billing_portal.session",
    {
      id: books.newId("bps"),
      created: books.now,
      configuration: configuration.id,
      customer: customer.id,
      flow: params.flow_data ? readFlow(books, params.flow_data, customer.id, configuration) : null,
      locale: params.locale ?? null,
      return_url: params.return_url ?? configuration.default_return_url,
    },
    "billing_portal.session.created",
  );
  return books.show("billing_portal.session", session);
}

function configurationOf(books: Books, id: string | undefined): PortalConfigurationEntity {
  const found = id
    ? books.refer("billing_portal.configuration", id, "configuration")
    : [...books.walk("billing_portal.configuration")].find((one) => one.is_default);
  if (!found) {
    const mode = books.scope.livemode ? "live" : "test";
    throw invalid(
      `No configuration provided and your ${mode} mode default configuration has not been created. Provide a configuration or create your default.`,
    );
  }
  if (!found.active) throw invalid("The configuration is not active.", "configuration");
  return found;
}

type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData;

function readFlow(books: Books, flow: FlowData, customer: string, { features }: PortalConfigurationEntity): PortalFlow {
  const details = flow[flow.type as "subscription_update_confirm"] as Stripe.BillingPortal.SessionCreateParams.FlowData.SubscriptionUpdateConfirm | undefined;
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

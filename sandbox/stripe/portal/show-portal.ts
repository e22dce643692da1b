/** Portal configurations and sessions on the wire. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { PortalConfigurationEntity, PortalFlow, PortalSessionEntity } from "./portal-entities.ts";

export function showPortalConfiguration(configuration: PortalConfigurationEntity, books: Books): Wire {
  const { features } = configuration;
  const adjustable_quantity = { enabled: false, maximum: null, minimum: 1 };
  const update = features.subscription_update;
  return {
    ...configuration,
    object: "billing_portal.configuration",
    business_profile: {
      headline: null,
      privacy_policy_url: null,
      terms_of_service_url: null,
      ...configuration.business_profile,
    },
    features: {
      ...features,
      subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
      subscription_update: {
        ...update,
        billing_cycle_anchor: null,
        products: update.products.map((product) => ({ ...product, adjustable_quantity })),
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "end_trial",
      },
    },
    livemode: books.scope.livemode,
    login_page: { enabled: false, url: null },
  };
}

export function showPortalSession({ flow, ...session }: PortalSessionEntity, books: Books): Wire {
  return {
    ...session,
    object: "billing_portal.session",
    flow: flow && showFlow(flow),
    livemode: books.scope.livemode,
    url: `${books.archive.url()}/p/session/${session.id}`,
  };
}

function showFlow({ type, subscription, items, after_completion: after }: PortalFlow): Wire {
  return {
    after_completion: { hosted_confirmation: null, redirect: after.redirect, type: after.type },
    subscription_cancel: type === "subscription_cancel" ? { retention: null, subscription } : null,
    subscription_update: type === "subscription_update" ? { subscription } : null,
    subscription_update_confirm:
      type === "subscription_update_confirm"
        ? { discounts: null, items: items.map((item) => ({ price: null, ...item })), subscription }
        : null,
    type,
  };
}

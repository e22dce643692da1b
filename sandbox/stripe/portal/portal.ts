/** The billing portal over the API. A session needs a configuration: the given one, or the account's default. */
import type Stripe from "stripe";
import { liveCustomer } from "../customers/live-customer.ts";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing } from "../wire/refusal.ts";
import { refuseBadUrl } from "../wire/refuse-bad-url.ts";
import type { PortalConfigurationEntity } from "./portal-entities.ts";
import { type Features, noFeatures, readFeatures } from "./portal-features.ts";
import { readFlow } from "./portal-flow.ts";

export function createPortalConfiguration(books: Books, params: Stripe.BillingPortal.ConfigurationCreateParams): Wire {
  refuseBadUrl(params.default_return_url, "default_return_url");
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
  refuseBadUrl(params.return_url, "return_url");
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

/** Webhook endpoints over the API. Their version and their kind never change. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick } from "../wire/params.ts";
import { invalid } from "../wire/refusal.ts";
import type { WebhookEndpointEntity } from "./endpoint-entity.ts";

const maxEndpoints = 16;

export function createWebhookEndpoint(books: Books, params: Stripe.WebhookEndpointCreateParams): Wire {
  if (books.archive.objects.count(books.scope, "webhook_endpoint") >= maxEndpoints) {
    throw invalid(
      `You have reached the maximum of ${maxEndpoints} webhook endpoints.`,
      undefined,
      "webhook_endpoint_limit",
    );
  }
  refuseBadUrl(books, params.url);
  const endpoint: WebhookEndpointEntity = {
    id: books.newId("we"),
    created: books.now,
    api_version: params.api_version ?? null,
    connect: params.connect ?? false,
    description: params.description ?? null,
    enabled_events: params.enabled_events as string[],
    metadata: {},
    secret: `whsec_${books.newId("", 32).slice(1)}`,
    status: "enabled",
    url: params.url,
  };
  withMetadata(endpoint, params.metadata);
  books.add("webhook_endpoint", endpoint);
  return { ...books.show("webhook_endpoint", endpoint), secret: endpoint.secret };
}

export function updateWebhookEndpoint(books: Books, params: Stripe.WebhookEndpointUpdateParams, id: string): Wire {
  const endpoint = books.get("webhook_endpoint", id);
  if (params.url) refuseBadUrl(books, params.url);
  books.change("webhook_endpoint", endpoint, undefined, (draft) => {
    Object.assign(draft, pick(params, "url", "description", "enabled_events"));
    if (params.disabled !== undefined) draft.status = params.disabled ? "disabled" : "enabled";
    withMetadata(draft, params.metadata);
  });
  return books.show("webhook_endpoint", endpoint);
}

export function deleteWebhookEndpoint(books: Books, _params: object, id: string): Wire {
  books.get("webhook_endpoint", id);
  books.remove("webhook_endpoint", id);
  return { id, object: "webhook_endpoint", deleted: true };
}

export function retrieveWebhookEndpoint(books: Books, _params: object, id: string): Wire {
  return books.show("webhook_endpoint", books.get("webhook_endpoint", id));
}

export function listWebhookEndpoints(books: Books, params: Stripe.WebhookEndpointListParams): Wire {
  return listObjects(books, "webhook_endpoint", params as ListParams, { url: "/v1/webhook_endpoints" });
}

/** Plain http only for test mode. Unlike Stripe, localhost is allowed: the sandbox has nowhere else to deliver to. */
function refuseBadUrl(books: Books, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isWeb = parsed?.protocol === "https:" || parsed?.protocol === "http:";
  if (!isWeb) throw invalid("Invalid URL: An explicit scheme (such as https) must be provided.", "url", "url_invalid");
  const isLocal = ["127.0.0.1", "localhost", "[::1]"].includes(parsed?.hostname ?? "");
  if (books.scope.livemode && parsed?.protocol === "http:" && !isLocal) {
    throw invalid("Invalid URL: live mode endpoints must use https.", "url", "url_invalid");
  }
}

/** A webhook endpoint as we keep it and as the wire shows it. The secret is told once. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";

export interface WebhookEndpointEntity extends Stored {
  api_version: string | null;
  /** Hears of connected accounts instead of its own. */
  connect: boolean;
  description: string | null;
  enabled_events: string[];
  metadata: Record<string, string>;
  secret: string;
  status: "disabled" | "enabled";
  url: string;
}

export function showWebhookEndpoint({ secret, connect, ...endpoint }: WebhookEndpointEntity, books: Books): Wire {
  return { ...endpoint, object: "webhook_endpoint", application: null, livemode: books.scope.livemode };
}

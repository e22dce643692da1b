/** What Stripe tells us by webhook, once its signature over the raw body is verified. */
import type { Mode } from "@dream-api/contract";
import Stripe from "stripe";

/** An event says what to look at, never how it is: objects are fetched anew. */
export interface StripeNews {
  readonly eventId: string;
  readonly type: string;
  /** The connected account that it is about; null for our own. */
  readonly accountId: string | null;
  readonly mode: Mode;
  /** Null where the object has no id. */
  readonly object: StripeNewsObject | null;
  readonly payload: Record<string, unknown>;
}

export interface StripeNewsObject {
  readonly kind: string;
  readonly id: string;
  readonly customerId: string | null;
  readonly paymentIntentId: string | null;
}

const webhooks = Stripe.webhooks;
const cryptoProvider = Stripe.createSubtleCryptoProvider();

/** Older messages are refused, so that one that was overheard is of no use later. */
export const toleranceSeconds = 300;

/**
 * @param secrets of the endpoint: two while one replaces the other
 * @returns null for what none of the secrets signed, was changed, or is too old
 * @throws Error when there is no secret
 */
export async function readStripeWebhook(
  rawBody: string,
  signature: string | null,
  secrets: readonly string[],
): Promise<StripeNews | null> {
  if (secrets.length === 0 || secrets.some((secret) => !secret)) throw new Error("The webhook's secret is empty");
  if (signature === null) return null;
  for (const secret of secrets) {
    const event = await webhooks
      .constructEventAsync(rawBody, signature, secret, toleranceSeconds, cryptoProvider)
      .catch(() => null);
    if (event) return newsOf(event);
  }
  return null;
}

/** To another object: its id, or all of it where that was asked for. */
type Reference = string | { id: string } | null | undefined;

function idOf(reference: Reference): string | null {
  return (typeof reference === "object" ? reference?.id : reference) ?? null;
}

export function newsOf(event: Stripe.Event): StripeNews {
  const object = event.data.object as {
    object?: string;
    id?: string;
    customer?: Reference;
    payment_intent?: Reference;
  };
  return {
    eventId: event.id,
    type: event.type,
    accountId: event.account ?? null,
    mode: event.livemode ? "live" : "test",
    object: object.id
      ? {
          kind: object.object ?? "",
          id: object.id,
          customerId: idOf(object.customer),
          paymentIntentId: idOf(object.payment_intent),
        }
      : null,
    payload: event as unknown as Record<string, unknown>,
  };
}

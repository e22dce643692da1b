/** What Stripe told of our own account lately, for the reconciliation: what we did not hear is in there too. */
import type Stripe from "stripe";
import { platformEvents } from "./enabled-events.ts";
import { newsOf, type StripeNews } from "./read-webhook.ts";
import { askStripe } from "./stripe-failure.ts";

/** Stripe lists a hundred at once; more than this in one run would be an incident. */
const mostEvents = 2000;

/** @param since epoch milliseconds. @throws ProviderFailure */
export function listPlanNews(stripe: Stripe, since: number): Promise<StripeNews[]> {
  const params = { types: [...platformEvents], created: { gte: Math.floor(since / 1000) }, limit: 100 };
  return askStripe("list events", async () => {
    const events = await stripe.events.list(params).autoPagingToArray({ limit: mostEvents });
    return events.map(newsOf);
  });
}

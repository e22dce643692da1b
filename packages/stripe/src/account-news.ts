/** What Stripe told of a connected account lately, for the reconciliation: what we did not hear is in there too. */
import type Stripe from "stripe";
import { connectEvents } from "./enabled-events.ts";
import { newsOf, type StripeNews } from "./read-webhook.ts";
import { askStripe } from "./stripe-failure.ts";

/** Stripe takes so many types in one question. */
const typesPerQuestion = 20;
/** More than this in one run would be an incident. */
const mostEvents = 2000;

/** @param since epoch milliseconds. @throws ProviderFailure */
export async function listAccountNews(stripe: Stripe, stripeAccount: string, since: number): Promise<StripeNews[]> {
  const news: StripeNews[] = [];
  for (let from = 0; from < connectEvents.length; from += typesPerQuestion) {
    const types = connectEvents.slice(from, from + typesPerQuestion);
    const params = { types, created: { gte: Math.floor(since / 1000) }, limit: 100 };
    const events = await askStripe("list events", () =>
      stripe.events.list(params, { stripeAccount }).autoPagingToArray({ limit: mostEvents }),
    );
    // Asked for as the account, they don't all say whose they are.
    news.push(...events.map((event) => ({ ...newsOf(event), accountId: stripeAccount })));
  }
  return news;
}

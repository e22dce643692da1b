/** Subscribing on the product's parts without the Workers around them. */
import {
  type CheckoutStore,
  type Scope,
  type StripeSubscriptions,
  type SubscribeDependencies,
  type SubscriptionDirectory,
  type SubscriptionStore,
  subscriptionCheckoutHandler,
  subscriptionHandler,
} from "@dream-api/domain";
import { subscriptionDirectory, tenantCheckoutSessions, tenantSubscriptions } from "@dream-api/storage";
import { createStripeSubscriptions } from "@dream-api/stripe";
import { tier } from "../catalogue/use-sync.ts";
import { type Parts, useParts } from "../world/use-parts.ts";

const handlerOf = {
  checkout_session: subscriptionCheckoutHandler,
  subscription: subscriptionHandler,
} as const;
type HeardType = keyof typeof handlerOf;

const lists = [
  ["checkout_session", "checkout/sessions"],
  ["subscription", "subscriptions?status=all"],
] as const;

/** Everything that a subscription talks to. */
interface DeskPorts {
  readonly directory: SubscriptionDirectory;
  readonly subscriptions: SubscriptionStore;
  readonly checkouts: CheckoutStore;
  readonly stripe: StripeSubscriptions;
}

export interface Desk {
  readonly scope: Scope;
  readonly account: string;
  readonly ports: DeskPorts;
  deps(ports?: DeskPorts): SubscribeDependencies;
  /** Looks at what a piece of Stripe's news speaks of. */
  hear(type: HeardType, objectId: string, deps: SubscribeDependencies): Promise<void>;
  /** At everything that Stripe could have told of a user, as its news and the crons lead to. */
  hearAll(userId: string): Promise<void>;
  /** What Stripe has of a user, over all customers that were made for them. */
  // biome-ignore lint/suspicious/noExplicitAny: as the wire shows it.
  listOf(userId: string, path: string): Promise<any[]>;
  // biome-ignore lint/suspicious/noExplicitAny: as the wire shows it.
  customersOf(userId: string): Promise<any[]>;
  priceOf(tier: string): Promise<string>;
}

export interface DeskWorld extends Parts {
  /** A project that sells `pro` and `max`, beside a free tier. */
  newDesk(): Promise<Desk>;
}

export const prices = { free: 0, pro: 2900, max: 9900 };

/** Marked again by a lost race, an object is looked at again. */
const rounds = 5;

export function useDesks(): DeskWorld {
  const parts = useParts();
  const newDesk = async (): Promise<Desk> => {
    const tiers = Object.entries(prices).map(([name, unitAmount]) => tier(name, unitAmount));
    const { scope, account, client, clock } = await parts.newProject({ tiers });
    const { database } = parts;
    const own: DeskPorts = {
      directory: subscriptionDirectory(database),
      subscriptions: tenantSubscriptions(database, parts.now),
      checkouts: tenantCheckoutSessions(database),
      stripe: createStripeSubscriptions(client),
    };
    const deps: Desk["deps"] = ({ stripe, ...ports } = own) => ({
      ...ports,
      stripeOf: () => stripe,
      planIsNeeded: () => false,
      announce: async () => "announced",
      clock,
    });
    const hear: Desk["hear"] = async (type, objectId, heard) => {
      const look = handlerOf[type](heard);
      const object = { stripeAccountId: account, mode: "test" as const, type, objectId };
      for (let round = 0; round < rounds && (await look(object)) !== "done"; round += 1);
    };
    const customersOf: Desk["customersOf"] = async (userId) => {
      const query = encodeURIComponent(`metadata['dream_api_user']:'${userId}'`);
      return (await parts.ask(account, "GET", `/v1/customers/search?query=${query}`)).data;
    };
    const listOf: Desk["listOf"] = async (userId, path) => {
      const customers = await customersOf(userId);
      const lists = customers.map(({ id }) =>
        parts.list(account, `${path}${path.includes("?") ? "&" : "?"}customer=${id}`),
      );
      return (await Promise.all(lists)).flat();
    };
    return {
      scope,
      account,
      ports: own,
      deps,
      async priceOf(name) {
        const { results } = await database.$client
          .prepare("SELECT stripe_price_id AS id FROM prices WHERE project_id = ? AND name = ?")
          .bind(scope.projectId, name)
          .all<{ id: string }>();
        return results[0]?.id ?? "";
      },
      hear,
      customersOf,
      listOf,
      async hearAll(userId) {
        for (const [type, path] of lists) {
          for (const { id } of await listOf(userId, path)) await hear(type, id, deps());
        }
      },
    };
  };
  return Object.defineProperties({ newDesk } as DeskWorld, Object.getOwnPropertyDescriptors(parts));
}

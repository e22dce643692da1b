/**
 * What we need on our own Stripe account, made where it is not there and put right where it differs. Running it again
 * changes nothing: everything is found by a name that we chose.
 */
import type Stripe from "stripe";
import { connectEvents, platformEvents } from "./enabled-events.ts";
import { stripeApiVersion } from "./stripe-client.ts";
import { askStripe, askStripeOrNull } from "./stripe-failure.ts";

export interface PlanOffer {
  /** In the currency's minor unit, a month. */
  readonly unitAmount: number;
  readonly currency: string;
}

const productId = "dream_api_plan";
const lookupKey = "dream_api_plan";

/**
 * The product and the price of our plan. Another amount is another price, which takes the name over; those who subscribed
 * keep theirs.
 * @returns the price's id
 * @throws ProviderFailure
 */
export async function setUpPlan(stripe: Stripe, { unitAmount, currency }: PlanOffer): Promise<string> {
  const { data } = await askStripe("find the plan's price", () =>
    stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 }),
  );
  const [named] = data;
  const isCurrent = named?.unit_amount === unitAmount && named.currency === currency;
  const product = named ? idOf(named.product) : await findOrMakeProduct(stripe);
  const { id } = isCurrent ? named : await makePrice(stripe, product, { unitAmount, currency });
  // Also those that a run left behind which ended before it came here.
  const active = await askStripe("list the plan's prices", () => stripe.prices.list({ product, active: true }));
  for (const former of active.data.filter((price) => price.id !== id)) {
    await askStripe("archive a former price", () => stripe.prices.update(former.id, { active: false }));
  }
  return id;
}

function makePrice({ prices }: Stripe, product: string, { unitAmount, currency }: PlanOffer): Promise<Stripe.Price> {
  return askStripe("make the plan's price", () =>
    prices.create({
      product,
      currency,
      unit_amount: unitAmount,
      recurring: { interval: "month" },
      lookup_key: lookupKey,
      transfer_lookup_key: true,
    }),
  );
}

async function findOrMakeProduct({ products }: Stripe): Promise<string> {
  const known = await askStripeOrNull("find the plan's product", () => products.retrieve(productId));
  return (known ?? (await askStripe("make the plan's product", () => makeProduct(products)))).id;
}

function makeProduct(products: Stripe["products"]) {
  return products.create({ id: productId, name: "dream-api" });
}

function idOf(product: string | { id: string }): string {
  return typeof product === "string" ? product : product.id;
}

/** `platform` hears of our own account, `connect` of the connected ones. */
export type EndpointKind = "platform" | "connect";

export interface EndpointSetUp {
  readonly endpointId: string;
  /** Stripe tells it once, when the endpoint is made; null for one that was there. */
  readonly secret: string | null;
}

const enabledEvents = { platform: platformEvents, connect: connectEvents };

/**
 * One endpoint of a kind for a URL. The version of an endpoint never changes, so that one of another version is replaced.
 * @throws ProviderFailure
 */
export async function setUpEndpoint(stripe: Stripe, kind: EndpointKind, url: string): Promise<EndpointSetUp> {
  const { webhookEndpoints } = stripe;
  const enabled_events = [...enabledEvents[kind]] as Stripe.WebhookEndpointCreateParams.EnabledEvent[];
  const all = await askStripe("list endpoints", () => webhookEndpoints.list({ limit: 100 }));
  const ours = all.data.filter(({ metadata, url: own }) => metadata.dream_api === kind && own === url);
  const known = ours.find(({ api_version: version }) => version === stripeApiVersion);
  const outdated = ours.filter((endpoint) => endpoint !== known);
  const setUp = known ? await keep(known) : await make();
  for (const { id } of outdated) await askStripe("remove an endpoint", () => webhookEndpoints.del(id));
  return setUp;

  async function keep({ id, enabled_events: events, status }: Stripe.WebhookEndpoint): Promise<EndpointSetUp> {
    const isSame = status === "enabled" && [...events].sort().join() === [...enabled_events].sort().join();
    const changes = { enabled_events, disabled: false };
    if (!isSame) await askStripe("change an endpoint", () => webhookEndpoints.update(id, changes));
    return { endpointId: id, secret: null };
  }

  async function make(): Promise<EndpointSetUp> {
    const { id, secret } = await askStripe("make an endpoint", () =>
      webhookEndpoints.create({
        url,
        enabled_events,
        connect: kind === "connect",
        api_version: stripeApiVersion as Stripe.WebhookEndpointCreateParams.ApiVersion,
        description: `dream-api, ${kind}`,
        metadata: { dream_api: kind },
      }),
    );
    return { endpointId: id, secret: secret ?? null };
  }
}

/** Our own account at the sandbox Stripe, as its dashboard and the payment page act on it. */
import { hearAll } from "../world/hear.ts";
import type { WholeWorld } from "../world/whole-world.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
type Json = any;

export interface Stripe {
  call(path: string, form?: Record<string, string>, method?: string): Promise<Json>;
  /** Pays on the page that a checkout led to, and waits until the Workers heard of it. */
  pay(url: string, method?: string): Promise<void>;
  customersOf(platformId: string): Promise<Json[]>;
  subscriptionOf(platformId: string): Promise<Json>;
  /** From now on the customer's card is declined, or works again. */
  useCard(platformId: string, method: string): Promise<void>;
}

export function ownStripe(world: WholeWorld): Stripe {
  const { sandbox, url } = world.providers.stripe;
  const { secretKey, publishableKey } = sandbox.accounts.platform;

  async function send(key: string, path: string, form?: Record<string, string>, method = form ? "POST" : "GET") {
    const response = await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${key}` },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const json = (await response.json()) as Json;
    if (!response.ok) throw new Error(`Stripe: ${method} ${path}: ${JSON.stringify(json.error)}`);
    return json;
  }

  const stripe: Stripe = {
    call: (path, form, method) => send(secretKey.test, path, form, method),
    async pay(page, method = "pm_card_visa") {
      const session = new URL(page).pathname.split("/").at(-1);
      await send(publishableKey.test, `/v1/payment_pages/${session}/confirm`, { payment_method: method });
      await hearAll(world);
    },
    async customersOf(platformId) {
      const { data } = await stripe.call("/v1/customers?limit=100");
      return data.filter(({ metadata }: Json) => metadata.platform_id === platformId);
    },
    async subscriptionOf(platformId) {
      const [customer] = await stripe.customersOf(platformId);
      const { data } = await stripe.call(`/v1/subscriptions?status=all&customer=${customer.id}`);
      return data[0];
    },
    async useCard(platformId, method) {
      const { id, customer } = await stripe.subscriptionOf(platformId);
      const attached = await stripe.call(`/v1/payment_methods/${method}/attach`, { customer });
      await stripe.call(`/v1/subscriptions/${id}`, { default_payment_method: attached.id });
      await hearAll(world);
    },
  };
  return stripe;
}

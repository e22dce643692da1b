/** Many subscribers at once, laid out at Stripe with the rows that a checkout would have left before it was paid. */

import type { Shop } from "../../test/subscriptions/subscription-world.ts";
import { databaseOf } from "../../test/world/hear.ts";
import type { WholeWorld } from "../../test/world/whole-world.ts";

const atOnce = 10;

/** @returns the users' ids; the Workers have not heard of them as long as Stripe's news is held back */
export async function subscribeMany(world: WholeWorld, shop: Shop, tier: string, count: number): Promise<string[]> {
  const price = (await shop.rows("prices")).find(({ name }) => name === tier).stripe_price_id;
  const users = Array.from({ length: count }, (_, index) => `user-${index}`);
  const customers: string[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const made = users.slice(from, from + atOnce).map(() => subscribeAtStripe(world, shop, price));
    customers.push(...(await Promise.all(made)));
  }
  const pairs = JSON.stringify(users.map((userId, index) => [userId, customers[index]]));
  await (await databaseOf(world))
    .prepare(
      `INSERT INTO stripe_customers (stripe_account_id, customer_id, project_id, mode, user_id, created_at)
       SELECT ?1, value ->> 1, ?2, 'test', value ->> 0, 0 FROM json_each(?3)`,
    )
    .bind(shop.account, shop.projectId, pairs)
    .run();
  return users;
}

/** @returns the customer's id */
async function subscribeAtStripe({ providers: { stripe } }: WholeWorld, { account }: Shop, price: string) {
  const { secretKey } = stripe.sandbox.accounts.platform;
  const post = async (path: string, form: Record<string, string>): Promise<{ id: string }> => {
    const headers = { Authorization: `Bearer ${secretKey.test}`, "Stripe-Account": account };
    const answer = await fetch(stripe.url + path, { method: "POST", headers, body: new URLSearchParams(form) });
    if (!answer.ok) throw new Error(`Stripe: ${path}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const { id: customer } = await post("/v1/customers", {});
  const { id: card } = await post("/v1/payment_methods/pm_card_visa/attach", { customer });
  await post("/v1/subscriptions", { customer, default_payment_method: card, "items[0][price]": price });
  return customer;
}

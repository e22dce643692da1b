/** Somebody who pays $29 a month, and the subscription as it is now. */
import { monthlyPrice, payingCustomer, type SandboxWorld } from "./sandbox-world.ts";

export function subscribersOf(world: SandboxWorld) {
  return {
    async subscribe(method = "pm_card_visa", more: object = {}) {
      const { stripe } = world;
      const price = await monthlyPrice(stripe);
      const customer = await payingCustomer(stripe, method);
      const subscription = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
        ...more,
      });
      return { price, customer, subscription };
    },
    fresh: (id: string) => world.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] }),
  };
}

/** A fresh Stripe and Clerk for each test, in milliseconds, without starting anything again. */
import { expect, test } from "vitest";
import { ownStripe } from "../plan/own-stripe.ts";
import { signUpDeveloper, useWholeWorld } from "../world/whole-world.ts";

const world = useWholeWorld();

const stripe = (path: string, form?: Record<string, string>) => ownStripe(world).call(path, form);

test("a reset forgets what tests did and keeps what the Workers were told", async () => {
  const before = await stripe("/v1/webhook_endpoints");
  expect(before.data.map(({ url }: { url: string }) => url)).toContain(`${world.urls.frontAuth}/webhook/stripe`);
  await stripe("/v1/customers", { name: "Ada" });
  const { email } = signUpDeveloper(world);

  world.providers.reset();

  expect((await stripe("/v1/customers")).data).toEqual([]);
  expect(await stripe("/v1/webhook_endpoints")).toEqual(before);
  expect((await stripe("/v1/prices?lookup_keys[0]=dream_api_plan")).data).toHaveLength(1);
  expect(world.providers.clerk.emails("dream-api")).toEqual([]);
  expect(world.providers.clerk.sessions("dream-api")).toEqual([]);
  // Nothing of before stands in the way: the same steps work again.
  expect(signUpDeveloper(world, email).email).toBe(email);
});

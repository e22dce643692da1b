import { ProviderFailure } from "@dream-api/domain";
import { expect, test } from "vitest";
import { createPlanBilling } from "../src/index.ts";
import { useStripe } from "./use-stripe.ts";

const stripe = useStripe();
const billing = () =>
  createPlanBilling(stripe.client(), { priceId: "price_1", dashboardUrl: "https://app.example/dashboard" });

test("a customer's profile is what was said last, also when that was nothing", async () => {
  const customer = await billing().createCustomer("plt_1");
  const profile = async () => {
    const { email, name } = (await stripe.client().customers.retrieve(customer)) as { email: unknown; name: unknown };
    return { email, name };
  };
  for (const said of [
    { email: "ada@example.com", name: "Ada" },
    { email: null, name: "Ada" },
    { email: "grace@example.com", name: null },
    { email: null, name: null },
  ]) {
    await billing().updateCustomer(customer, said);
    expect(await profile()).toEqual(said);
  }
});

test("what Stripe says of an address does not stand in the failure", async () => {
  const customer = await billing().createCustomer("plt_2");
  const wrong = "ada@@example.com";
  const failure = await billing()
    .updateCustomer(customer, { email: wrong, name: null })
    .catch((error: unknown) => error);
  if (!(failure instanceof ProviderFailure)) throw new Error("Stripe took the address");
  expect((failure.cause as Error).message).toContain(wrong);
  expect(failure.message).toMatch(/^stripe: change a customer: refused \(.*email_invalid, req_\w+\)$/);
  expect(failure.stack).not.toContain(wrong);
});

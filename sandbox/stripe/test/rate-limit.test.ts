/** Too many calls in a second are refused as Stripe refuses them, and nothing of a refused call has happened. */
import Stripe from "stripe";
import { expect, test } from "vitest";
import { refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

test("of calls at once no more than the limit are let through, and the next second lets as many again", async () => {
  const { sandbox } = world.running;
  const realNow = sandbox.realNow;
  let now = realNow();
  sandbox.realNow = () => now;
  try {
    sandbox.rateLimit.callsPerSecond = 5;
    const make = () => world.stripe.products.create({ name: "Pro" }, { maxNetworkRetries: 0 });
    const answers = await Promise.allSettled(Array.from({ length: 12 }, make));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    now += 999;
    const refusal = await refusalOf(make());
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    expect(refusal).toMatchObject({ statusCode: 429, code: "rate_limit" });
    now += 1;
    expect((await world.stripe.products.list()).data).toHaveLength(5);
    expect(sandbox.rateLimit.counts).toEqual({ let: 6, refused: 8 });
  } finally {
    sandbox.realNow = realNow;
  }
});

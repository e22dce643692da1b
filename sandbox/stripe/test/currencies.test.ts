import { describe, expect, test } from "vitest";
import { refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

const price = (currency: string, amount: number) =>
  world.stripe.prices.create({ currency, unit_amount: amount, product_data: { name: "A thing" } });
const intent = (currency: string, amount: number) => world.stripe.paymentIntents.create({ currency, amount });

test("a currency that Stripe does not charge in is refused with those that it does", async () => {
  const refusal = await refusalOf(price("kpw", 1000));
  expect(refusal).toMatchObject({ statusCode: 400, param: "currency" });
  expect(refusal.message).toContain("Stripe currently supports these currencies: usd, aed, afn");
  expect((await price("EUR", 1000)).currency).toBe("eur");
});

describe("an amount", () => {
  test.each([
    ["kwd", 5124, 5120],
    ["isk", 550, 500],
    ["ugx", 250_050, 250_000],
  ])("in %s has no fraction that can't be charged: %i, but %i", async (currency, wrong, right) => {
    expect(await refusalOf(price(currency, wrong))).toMatchObject({ param: "unit_amount" });
    expect(await refusalOf(intent(currency, wrong))).toMatchObject({ param: "amount" });
    expect((await price(currency, right)).unit_amount).toBe(right);
    expect((await intent(currency, right)).amount).toBe(right);
  });

  test.each([
    ["gbp", 30],
    ["czk", 1500],
    ["huf", 17_500],
    ["jpy", 50],
  ])("in %s is at least %i when it is charged, not when it is a price", async (currency, least) => {
    expect(await refusalOf(intent(currency, least - 1))).toMatchObject({ code: "amount_too_small" });
    expect((await intent(currency, least)).amount).toBe(least);
    expect((await price(currency, least - 1)).unit_amount).toBe(least - 1);
  });
});

/** What our contract says of currencies, asked of a Stripe that has its facts from elsewhere. */
import { amountProblem, amountStep, currencies, minimumCharge } from "@dream-api/contract";
import { expect, test } from "vitest";
import { useStripe } from "./use-stripe.ts";

const stripe = useStripe();

const isTaken = (call: Promise<unknown>) =>
  call.then(
    () => true,
    () => false,
  );
const charge = (currency: string, amount: number) =>
  isTaken(stripe.client().paymentIntents.create({ currency, amount }));

test("Stripe charges in each of our currencies what we say it does, and no less", async () => {
  for (const currency of currencies) {
    const [least, step] = [minimumCharge(currency), amountStep(currency)];
    for (const amount of [least - 1, least, least + 1, least + step, 99_999_900]) {
      const isOurs = amount > 0 && amountProblem(currency, amount, { isCharged: true }) === null;
      expect([currency, amount, await charge(currency, amount)]).toEqual([currency, amount, isOurs]);
    }
  }
});

test("Stripe knows no currency of the world that we leave out, but the lev, which the euro replaced", async () => {
  const others = Intl.supportedValuesOf("currency")
    .map((code) => code.toLowerCase())
    .filter((code) => !currencies.includes(code));
  const taken: string[] = [];
  for (const currency of others) if (await charge(currency, 1_000_000)) taken.push(currency);
  expect(taken).toEqual(["bgn"]);
});

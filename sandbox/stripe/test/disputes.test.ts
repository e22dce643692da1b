import { describe, expect, test } from "vitest";
import { day, refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

async function disputed(amount = 3000) {
  const { stripe } = world;
  await stripe.paymentIntents.create({
    amount,
    currency: "usd",
    payment_method: "pm_card_createDispute",
    confirm: true,
    return_url: "https://example.com",
  });
  const [dispute] = (await stripe.disputes.list()).data;
  if (!dispute) throw new Error("Nothing was disputed");
  return dispute;
}

const now = (id: string) => world.stripe.disputes.retrieve(id);

describe("a dispute", () => {
  test("is won or lost by the evidence that Stripe's test mode knows", async () => {
    const { id } = await disputed();
    const staged = await world.stripe.disputes.update(id, {
      evidence: { uncategorized_text: "winning_evidence" },
      submit: false,
    });
    expect(staged).toMatchObject({
      status: "needs_response",
      evidence: { uncategorized_text: "winning_evidence" },
      evidence_details: { has_evidence: true, submission_count: 0 },
    });
    const answered = await world.stripe.disputes.update(id, { evidence: { customer_name: "Ada" } });
    expect(answered).toMatchObject({ status: "won", evidence_details: { submission_count: 1 } });
    const types = await world.eventTypes();
    expect(types.slice(-3)).toEqual([
      "charge.dispute.updated",
      "charge.dispute.closed",
      "charge.dispute.funds_reinstated",
    ]);
    expect(await refusalOf(world.stripe.disputes.close(id))).toMatchObject({ statusCode: 400 });
    const other = await disputed();
    const lost = await world.stripe.disputes.update(other.id, { evidence: { uncategorized_text: "losing_evidence" } });
    expect(lost.status).toBe("lost");
  });

  test("stays under review with any other evidence, also when its time is over", async () => {
    const { id } = await disputed();
    await world.stripe.disputes.update(id, { evidence: { customer_name: "Ada" } });
    world.advance(30 * day);
    expect((await now(id)).status).toBe("under_review");
  });

  test("is lost when it is accepted, and by the clock when nobody answers", async () => {
    const { id } = await disputed();
    expect((await world.stripe.disputes.close(id)).status).toBe("lost");
    const other = await disputed();
    world.advance(6 * day);
    expect((await now(other.id)).status).toBe("needs_response");
    world.advance(2 * day);
    expect((await now(other.id)).status).toBe("lost");
    expect((await world.eventTypes()).filter((type) => type === "charge.dispute.closed")).toHaveLength(2);
  });
});

describe("the balance", () => {
  test("is what was charged, less what went back, and available after two days", async () => {
    const { stripe } = world;
    expect(await stripe.balance.retrieve()).toMatchObject({ available: [{ amount: 0, currency: "usd" }] });
    const pay = (amount: number, currency: string) =>
      stripe.paymentIntents.create({
        amount,
        currency,
        payment_method: "pm_card_visa",
        confirm: true,
        return_url: "https://example.com",
      });
    await pay(5000, "usd");
    await pay(700, "eur");
    const { id } = await disputed(3000);
    expect((await stripe.balance.retrieve()).pending).toEqual([
      { amount: 5000, currency: "usd", source_types: { card: 5000 } },
      { amount: 700, currency: "eur", source_types: { card: 700 } },
    ]);
    await stripe.disputes.update(id, { evidence: { uncategorized_text: "winning_evidence" } });
    const [charge] = (await stripe.charges.search({ query: "amount:5000" })).data;
    await stripe.refunds.create({ charge: charge?.id ?? "", amount: 1000 });
    world.advance(2 * day);
    expect(await stripe.balance.retrieve()).toMatchObject({
      available: [
        { amount: 7000, currency: "usd" },
        { amount: 700, currency: "eur" },
      ],
      pending: [
        { amount: 0, currency: "usd" },
        { amount: 0, currency: "eur" },
      ],
    });
  });
});

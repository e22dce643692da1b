/** What becomes of a customer's subscription as months go by, and what its developer does with it. */
import { beforeAll, describe, expect, test } from "vitest";
import { forgetCrons } from "../world/hear.ts";
import { callAs, frontendUrl, useWholeWorld } from "../world/whole-world.ts";
import { track } from "../world/world.ts";
import { openShop, type Shop } from "./subscription-world.ts";

const world = useWholeWorld();
const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(world);
});

const days = (count: number) => world.clock.advanceTo(world.clock.now() + count * dayMs);
const customers = "/api/customers";
const act = (userId: string, verb: string, body: object = {}) =>
  shop.asServer(`${customers}/${userId}/subscription/${verb}`, body);
const rowOf = async (userId: string) =>
  (await shop.rows("subscriptions")).find(({ user_id: id }: { user_id: string }) => id === userId);
const planOf = async (userId: string) => {
  const row = (await shop.rows("end_users")).find(({ user_id: id }: { user_id: string }) => id === userId);
  return [row.plan, row.plan_source];
};
const movementsOf = async (userId: string) =>
  (await shop.rows("mrr_movements", "id"))
    .filter(({ user_id: id }: { user_id: string }) => id === userId)
    .map(({ kind, annual_amount: amount }: { kind: string; annual_amount: number }) => [kind, amount]);

describe("a developer", () => {
  test("looks what an upgrade costs, makes it, and the next call has it", async () => {
    await shop.subscribe("ada", "pro");
    await track(world, shop, "ada", { amount: 5 });
    const preview = await act("ada", "preview", { tier: "max" });
    expect(preview.json).toMatchObject({ plan: "max", unitAmount: 9900, interval: "month", currency: "usd" });
    expect(preview.json.amountDue).toBe(preview.json.total);
    expect(await shop.tierOf("ada")).toBe("pro");
    const changed = await act("ada", "change", { tier: "max" });
    expect(changed.json).toMatchObject({ plan: "max", unitAmount: 9900, status: "active", customerId: "ada" });
    expect((await track(world, shop, "ada")).json.usage).toMatchObject({ plan: "max", count: 6 });
    expect(await movementsOf("ada")).toEqual([
      ["new", 12 * 2900],
      ["expansion", 12 * 7000],
    ]);
    expect((await act("ada", "change", { tier: "max" })).json.code).toBe("already_subscribed");
    expect((await act("ada", "change", { tier: "gold" })).json.code).toBe("unknown_tier");
    expect((await act("ada", "change", { tier: "free" })).json.code).toBe("validation_failed");
  });

  test("can't put somebody on a tier that can't be paid", async () => {
    await shop.subscribe("poor", "pro");
    await shop.useCard("poor", "pm_card_chargeCustomerFail");
    expect((await act("poor", "change", { tier: "max" })).json.code).toBe("payment_failed");
    expect(await shop.tierOf("poor")).toBe("pro");
    await shop.useCard("poor", "pm_card_visa");
    expect((await act("poor", "change", { tier: "max" })).json.plan).toBe("max");
    const paid = (await shop.atStripe("/v1/invoices?status=open")).data;
    expect(paid).toEqual([]);
  });

  test("ends a subscription at the end of what is paid, takes it back, or ends it at once", async () => {
    await shop.subscribe("bob", "pro");
    const ending = (await act("bob", "cancel")).json;
    expect(ending).toMatchObject({ status: "active", cancelAt: ending.currentPeriodEnd });
    expect(await shop.tierOf("bob")).toBe("pro");
    expect((await act("bob", "resume")).json).toMatchObject({ cancelAt: null });
    expect((await act("bob", "resume")).status).toBe(200);
    expect((await act("bob", "cancel", { atPeriodEnd: false })).json).toMatchObject({ status: "canceled" });
    expect(await shop.tierOf("bob")).toBe("free");
    expect(await planOf("bob")).toEqual(["free", "free"]);
    expect((await act("bob", "cancel")).json.code).toBe("no_subscription");
    await shop.subscribe("bob", "pro");
    expect((await movementsOf("bob")).map(([kind]) => kind)).toEqual(["new", "churn", "reactivation"]);
  });

  test("does the same signed in, and not to others", async () => {
    await shop.subscribe("mine", "pro");
    const { token } = world.providers.clerk.signIn("dream-api", shop.owner.email, frontendUrl);
    const path = `${customers}/mine/subscription/cancel?projectId=${shop.projectId}&mode=test`;
    const other = await openShop(world);
    const foreign = world.providers.clerk.signIn("dream-api", other.owner.email, frontendUrl);
    const asOther = await callAs(world, { token: foreign.token }, "api", path, { body: {} });
    expect(asOther.json.code).toBe("not_found");
    expect((await other.asServer(`${customers}/mine/subscription/cancel`, {})).json.code).toBe("no_subscription");
    const own = await callAs(world, { token }, "api", path, { body: {} });
    expect(own.json.cancelAt).toBe(own.json.currentPeriodEnd);
  });

  test("lists subscriptions, the last changed first, in pages and by status", async () => {
    const { json } = await shop.asServer("/api/subscriptions?limit=2");
    expect(json.data).toHaveLength(2);
    const rest = await shop.asServer(`/api/subscriptions?limit=100&cursor=${encodeURIComponent(json.nextCursor)}`);
    const all = [...json.data, ...rest.json.data];
    const times = all.map(({ updatedAt }: { updatedAt: string }) => updatedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(new Set(all.map(({ id }: { id: string }) => id)).size).toBe((await shop.rows("subscriptions")).length);
    const ended = (await shop.asServer("/api/subscriptions?status=canceled")).json.data;
    expect(ended.map(({ customerId }: { customerId: string }) => customerId)).toEqual(["bob"]);
    const since = (await shop.asServer(`/api/subscriptions?updatedAfter=${times[0]}`)).json.data;
    expect(since.map(({ updatedAt }: { updatedAt: string }) => updatedAt)).toEqual(
      times.filter((at) => at === times[0]),
    );
  });
});

describe("as time goes by", () => {
  test("a subscription renews, keeps its anchor and counts anew each month", async () => {
    await shop.subscribe("month", "pro");
    await track(world, shop, "month", { amount: 9 });
    const before = await rowOf("month");
    await days(33);
    const after = await rowOf("month");
    expect(after.current_period_start).toBe(before.current_period_end);
    expect(after.usage_anchor).toBe(before.usage_anchor);
    expect((await track(world, shop, "month")).json.usage).toMatchObject({ plan: "pro", count: 1 });
    expect(await movementsOf("month")).toEqual([["new", 12 * 2900]]);
  });

  test("a trial becomes paid, and only then earns", async () => {
    await shop.subscribe("trial", "try");
    expect(await movementsOf("trial")).toEqual([]);
    await days(15);
    expect(await rowOf("trial")).toMatchObject({ status: "active" });
    expect(await movementsOf("trial")).toEqual([["new", 12 * 1900]]);
  });

  test("a discount that ends within a period counts until the next bill, whoever looks meanwhile", async () => {
    const coupon = await shop.atStripe("/v1/coupons", {
      percent_off: "50",
      duration: "repeating",
      duration_in_months: "1",
    });
    const promotion = { "promotion[type]": "coupon", "promotion[coupon]": coupon.id, code: "MONTH" };
    await shop.atStripe("/v1/promotion_codes", promotion);
    await shop.subscribe("thrifty", "try", { promotionCode: "MONTH" });
    await days(15);
    const { id } = await shop.subscriptionOf("thrifty");
    await days(20);
    await shop.atStripe(`/v1/subscriptions/${id}`, { description: "looked at" });
    expect(await movementsOf("thrifty")).toEqual([["new", 12 * 950]]);
    await days(15);
    expect(await movementsOf("thrifty")).toEqual([
      ["new", 12 * 950],
      ["expansion", 12 * 950],
    ]);
  });

  test("a renewal that can't be paid keeps the tier for seven days, then no longer, and again once it is paid", async () => {
    await shop.subscribe("late", "pro");
    await shop.useCard("late", "pm_card_chargeCustomerFail");
    const { current_period_end: end } = await rowOf("late");
    await world.clock.advanceTo(end + 2 * hourMs);
    const { status, first_failed_at: failedAt } = await rowOf("late");
    expect(status).toBe("past_due");
    expect(await shop.tierOf("late")).toBe("pro");
    expect((await shop.checkout("late", "max")).json.kind).toBe("payment");
    await world.clock.advanceTo(failedAt + 7 * dayMs - 1000);
    expect(await shop.tierOf("late")).toBe("pro");
    await forgetCrons(world);
    await world.clock.advanceTo(failedAt + 7 * dayMs);
    expect(await shop.tierOf("late")).toBe("free");
    await forgetCrons(world);
    await world.clock.advanceTo(failedAt + 7 * dayMs + 1000);
    expect(await planOf("late")).toEqual(["free", "free"]);

    await shop.useCard("late", "pm_card_visa");
    const { id, default_payment_method: card } = await shop.subscriptionOf("late");
    const [open] = (await shop.atStripe(`/v1/invoices?subscription=${id}&status=open`)).data;
    await shop.atStripe(`/v1/invoices/${open.id}/pay`, { payment_method: card });
    expect(await shop.tierOf("late")).toBe("pro");
    expect(await planOf("late")).toEqual(["pro", "subscription"]);
  });

  test("a cancelled one ends with its period", async () => {
    await shop.subscribe("end", "pro");
    await act("end", "cancel");
    await days(32);
    expect(await rowOf("end")).toMatchObject({ status: "canceled" });
    expect(await shop.tierOf("end")).toBe("free");
    expect(await movementsOf("end")).toEqual([
      ["new", 12 * 2900],
      ["churn", -12 * 2900],
    ]);
  });
});

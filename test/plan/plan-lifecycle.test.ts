/** What becomes of a developer's plan as months go by: paid, failed, ended, and the days of grace behind it. */
import { describe, expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { createProject, track } from "../world/world.ts";
import { claimsOf, newDeveloper, planOf, startCheckout, subscribe } from "./developer.ts";
import { ownStripe } from "./own-stripe.ts";

const world = useWholeWorld();
const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;

const days = (count: number) => world.clock.advanceTo(world.clock.now() + count * dayMs);
const until = (time: string, more = 0) => world.clock.advanceTo(Date.parse(time) + more);
const stripe = () => ownStripe(world);

async function subscribed() {
  const developer = await newDeveloper(world);
  const project = await createProject(world, { mode: "live", platformId: developer.platformId });
  await subscribe(world, developer);
  const counts = async () => (await track(world, project, "eve")).status === 200;
  const plan = () => planOf(world, developer);
  return { developer, project, counts, plan };
}

async function noticesOf(platformId: string): Promise<string[]> {
  const database = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
  const { results } = await database
    .prepare("SELECT kind FROM notices WHERE platform_id = ? AND dismissed_at IS NULL ORDER BY kind")
    .bind(platformId)
    .all<{ kind: string }>();
  return results.map(({ kind }) => kind);
}

describe("a plan", () => {
  test("is paid when its trial ends, and each month after that", async () => {
    const { plan, counts } = await subscribed();
    const { trialEndsAt } = await plan();
    await until(trialEndsAt, 2 * hourMs);
    expect(await plan()).toMatchObject({ status: "active", locked: null });
    expect(Date.parse((await plan()).currentPeriodEnd)).toBeGreaterThan(Date.parse(trialEndsAt) + 27 * dayMs);
    await days(40);
    expect(await plan()).toMatchObject({ status: "active", locked: null });
    expect(await counts()).toBe(true);
  });

  test("that can't be paid keeps counting for seven days, then no longer, and again once it is paid", async () => {
    const { developer, plan, counts } = await subscribed();
    await stripe().useCard(developer.platformId, "pm_card_chargeCustomerFail");
    await until((await plan()).trialEndsAt, 2 * hourMs);
    const failed = await plan();
    expect(failed).toMatchObject({ status: "past_due", locked: null });
    expect(await noticesOf(developer.platformId)).toEqual(["plan_payment_failed"]);

    // Business time runs on by itself; a busy machine must not run into the end.
    await until(failed.graceUntil, -hourMs);
    expect(await counts()).toBe(true);
    expect(claimsOf(world, developer)).toMatchObject({ plan: "paid" });
    await until(failed.graceUntil);
    expect(await counts()).toBe(false);
    expect(await plan()).toMatchObject({ status: "past_due", locked: "payment_failed" });

    await stripe().useCard(developer.platformId, "pm_card_visa");
    const { id } = await stripe().subscriptionOf(developer.platformId);
    const { data } = await stripe().call(`/v1/invoices?subscription=${id}&status=open`);
    const { default_payment_method: card } = await stripe().subscriptionOf(developer.platformId);
    await stripe().call(`/v1/invoices/${data[0].id}/pay`, { payment_method: card });
    await world.providers.stripe.sandbox.postOffice.drain();
    expect(await plan()).toMatchObject({ status: "active", locked: null, graceUntil: null });
    expect(await counts()).toBe(true);
    expect(await noticesOf(developer.platformId)).toEqual([]);
  });

  test("that is given up on gets no second grace", async () => {
    const { developer, plan, counts } = await subscribed();
    await stripe().useCard(developer.platformId, "pm_card_chargeCustomerFail");
    await until((await plan()).trialEndsAt, 2 * hourMs);
    const { graceUntil } = await plan();
    await days(16);
    expect(await plan()).toMatchObject({ status: "canceled", graceUntil, locked: "canceled" });
    expect(await counts()).toBe(false);
    expect(await noticesOf(developer.platformId)).toEqual(["plan_ended"]);
    expect(claimsOf(world, developer)).toMatchObject({ plan: "free" });
  });

  test("that is ended counts for seven days more; there is no second trial", async () => {
    const { developer, plan, counts } = await subscribed();
    const { id } = await stripe().subscriptionOf(developer.platformId);
    await stripe().call(`/v1/subscriptions/${id}`, {}, "DELETE");
    await world.providers.stripe.sandbox.postOffice.drain();
    const ended = await plan();
    expect(ended).toMatchObject({ status: "canceled", locked: null });
    expect(Date.parse(ended.graceUntil) - world.clock.now()).toBeGreaterThan(6.9 * dayMs);
    await until(ended.graceUntil);
    expect(await counts()).toBe(false);

    const { json } = await startCheckout(world, developer);
    await stripe().pay(json.url);
    expect(await plan()).toMatchObject({ status: "active", trialEndsAt: null, locked: null });
    expect(await counts()).toBe(true);
  });

  test("does not matter to test keys", async () => {
    const project = await createProject(world);
    expect((await track(world, project, "eve")).status).toBe(200);
  });
});

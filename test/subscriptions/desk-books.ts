/** Holds what our rows say of one user's subscription against Stripe's own objects. */
import { type Desk, type DeskWorld, prices } from "./use-desk.ts";

/** Prices by tier; `null` is nothing. */
type Ending = "pro" | "max" | null;

/** Somebody at a desk. */
export interface User {
  readonly desk: Desk;
  readonly userId: string;
}

/** @param paid what Stripe has of the user's money in the end, refunds taken off */
export async function findDeskErrors(
  world: DeskWorld,
  { desk, userId }: User,
  { ending, paid }: { ending: Ending; paid: number },
): Promise<string[]> {
  const atStripe = await desk.listOf(userId, "subscriptions?status=all");
  const sessions = await desk.listOf(userId, "checkout/sessions");
  const charges = (await desk.listOf(userId, "charges")).filter((charge) => charge.paid);
  const kept = charges.reduce((sum, { amount, amount_refunded: refunded }) => sum + amount - refunded, 0);
  const rows = await rowsOf(world, { desk, userId }, "subscriptions");
  const running = atStripe.filter(({ status }) => status !== "canceled");
  const price = ending && (await desk.priceOf(ending));
  const [user] = await rowsOf(world, { desk, userId }, "end_users");
  const moved = (await rowsOf(world, { desk, userId }, "mrr_movements")).map(({ annual_amount: amount }) =>
    Number(amount),
  );
  const earned = moved.reduce((sum, amount) => sum + amount, 0);
  return [
    ...unless(running.length === (ending ? 1 : 0), `${running.length} subscriptions run at Stripe`),
    ...unless(
      running.every(({ items }) => items.data[0].price.id === price),
      "it runs for another price",
    ),
    ...unless(kept === paid, `Stripe has ${kept} of the user`),
    ...unless(!sessions.some(({ status }) => status === "open"), "a checkout is still open"),
    ...unless((await desk.customersOf(userId)).length <= 1, "the user is there twice at Stripe"),
    ...unless(
      atStripe.every(({ id, status }) => rows.some((row) => row.subscription_id === id && row.status === status)),
      `our rows say ${rows.map(({ status }) => status)} where Stripe says ${atStripe.map(({ status }) => status)}`,
    ),
    ...unless(rows.length === atStripe.length, "our rows know another number of subscriptions"),
    ...unless(earned === 12 * (ending ? prices[ending] : 0), `the revenue adds up to ${earned / 12}`),
    ...unless(!user || (user.plan ?? "free") === (ending ?? "free"), `the user is on ${user?.plan}`),
  ];
}

function unless(holds: boolean, error: string): string[] {
  return holds ? [] : [error];
}

async function rowsOf({ database }: DeskWorld, { desk, userId }: User, table: string) {
  const { results } = await database.$client
    .prepare(`SELECT * FROM ${table} WHERE project_id = ? AND user_id = ?`)
    .bind(desk.scope.projectId, userId)
    .all();
  return results;
}

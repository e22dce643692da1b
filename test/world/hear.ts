/** Waiting for news: until the Workers know what happened at Stripe, also what had to wait for its turn there. */
import { workerNames } from "../../scripts/local/workers.ts";
import type { WholeWorld } from "./whole-world.ts";

export async function databaseOf(world: WholeWorld) {
  return world.stack.miniflare.getD1Database("DB", workerNames["api-multi"]);
}

/** Crons that run by the hour run again at the next turn of the clock. */
export async function forgetCrons(world: WholeWorld): Promise<void> {
  await (await databaseOf(world)).prepare("DELETE FROM cron_leases").run();
}

/** Until all news came that is not held back, also what had to wait for its turn at Stripe. */
export async function hearAll(world: WholeWorld): Promise<void> {
  await world.providers.stripe.sandbox.postOffice.drain();
  const d1 = await databaseOf(world);
  const waiting = await d1.prepare("SELECT 1 FROM dirty_objects").first();
  if (waiting) await lookAtAll(world);
}

export async function lookAtAll(world: WholeWorld): Promise<void> {
  const d1 = await databaseOf(world);
  await d1.prepare("DELETE FROM attempt_counts").run();
  await d1.prepare("UPDATE dirty_objects SET due_at = 0").run();
  await world.stack.runCrons();
}

/** How often something was done in a window of time: calls to Stripe in a second, registrations in an hour. */
import type { AttemptCounts, FetchBudget } from "@dream-api/domain";
import { and, eq, gt, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { attemptCounts } from "../d1/schema/index.ts";

export function attemptCountStore(database: Database): AttemptCounts {
  return discreet({
    async count(subject: string, windowStart: number) {
      const [row] = await countOne(database, subject, windowStart);
      return row?.count ?? 0;
    },
    async takeBack(subject: string, windowStart: number) {
      const isSubject = and(eq(attemptCounts.subject, subject), eq(attemptCounts.windowStart, windowStart));
      await database
        .update(attemptCounts)
        .set({ count: sql`${attemptCounts.count} - 1` })
        .where(and(isSubject, gt(attemptCounts.count, 0)));
    },
  });
}

const secondMs = 1000;

/** Per second, for an account and over all of them. Stripe allows 25 for each kind of call, and others call too. */
const fetchesPerSecond = { account: 10, overall: 20 };

/** Counted in D1, so that it holds for all Workers together. */
export function fetchBudget(database: Database): FetchBudget {
  return discreet({
    async take(stripeAccountId: string, at: number) {
      const second = Math.floor(at / secondMs) * secondMs;
      // Those who come too late are spread over the seconds that follow.
      const waitOf = async (subject: string, perSecond: number) => {
        const [row] = await countOne(database, subject, second);
        const secondsLate = Math.floor(((row?.count ?? 1) - 1) / perSecond);
        return secondsLate === 0 ? null : second + secondsLate * secondMs - at;
      };
      // What an account may not fetch takes nothing from what all of them may.
      return (
        (await waitOf(`stripe:${stripeAccountId || "platform"}`, fetchesPerSecond.account)) ??
        (await waitOf("stripe", fetchesPerSecond.overall))
      );
    },
  });
}

function countOne(database: Database, subject: string, windowStart: number) {
  return database
    .insert(attemptCounts)
    .values({ subject, windowStart, count: 1 })
    .onConflictDoUpdate({
      target: [attemptCounts.subject, attemptCounts.windowStart],
      set: { count: sql`${attemptCounts.count} + 1` },
    })
    .returning({ count: attemptCounts.count });
}

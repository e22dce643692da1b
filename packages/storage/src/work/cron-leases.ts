/** Who runs a cron. One holder at a time; a holder that died is replaced when its lease ends. */
import type { CronLeases } from "@dream-api/domain";
import { and, eq, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { cronLeases } from "../d1/schema/index.ts";

export function cronLeaseStore(database: Database): CronLeases {
  return discreet({
    async take({ name, holder, at, until, doneBefore }) {
      const wasDone = cronLeases.lastDoneAt;
      const isDue = doneBefore === undefined ? sql`1` : sql`(${wasDone} IS NULL OR ${wasDone} <= ${doneBefore})`;
      const taken = await database
        .insert(cronLeases)
        .values({ name, holder, leasedUntil: until })
        .onConflictDoUpdate({
          target: cronLeases.name,
          set: { holder, leasedUntil: until },
          setWhere: sql`${cronLeases.leasedUntil} <= ${at} AND ${isDue}`,
        })
        .returning({ name: cronLeases.name });
      return taken.length === 1;
    },
    async release({ name, holder, doneAt }) {
      await database
        .update(cronLeases)
        .set({ leasedUntil: 0, lastDoneAt: doneAt ?? sql`${cronLeases.lastDoneAt}` })
        .where(and(eq(cronLeases.name, name), eq(cronLeases.holder, holder)));
    },
  });
}

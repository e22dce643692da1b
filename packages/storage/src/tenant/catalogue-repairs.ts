/** What somebody changed at Stripe of a catalogue that was in line. */
import type { NoticeKind } from "@dream-api/contract";
import type { RepairDependencies, Scope } from "@dream-api/domain";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { notices, syncRuns } from "../d1/schema/index.ts";
import { tenantRepository } from "./repository.ts";

const noticeKind = "catalogue_changed_at_stripe" satisfies NoticeKind;

type Repairs = RepairDependencies["repairs"];

export function tenantCatalogueRepairs(database: Database) {
  return tenantRepository({
    async ask(scope: Scope, { kind, name, reasons, at }: Parameters<Repairs["ask"]>[1]) {
      const { projectId, mode } = scope;
      const ofScope = and(eq(syncRuns.projectId, projectId), eq(syncRuns.mode, mode));
      const topic = `${projectId}:${mode}:${kind}:${name}`;
      const detail = JSON.stringify({ kind, name, reasons });
      const [, , held] = await database.batch([
        database
          .update(syncRuns)
          .set({ status: "pending", dueAt: at })
          .where(and(ofScope, eq(syncRuns.status, "synced"), lte(syncRuns.leasedUntil, at))),
        database
          .insert(notices)
          .select(
            sql`SELECT NULL, platform_id, ${projectId}, ${mode}, ${noticeKind}, ${topic}, ${detail}, ${at}, NULL
              FROM projects WHERE project_id = ${projectId} AND changes() = 1`,
          )
          .onConflictDoNothing(),
        database
          .select({ fencing: syncRuns.fencing })
          .from(syncRuns)
          .where(and(ofScope, gt(syncRuns.leasedUntil, at))),
      ]);
      return held.length > 0 ? ("running" as const) : ("asked" as const);
    },
  } satisfies Repairs & Record<string, unknown>);
}

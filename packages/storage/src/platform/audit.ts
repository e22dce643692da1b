/** Entries of the audit log and notices, as statements for the batch of the change that they tell of. */
import type { AuditEntry, Notice, Scope } from "@dream-api/domain";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { auditLog, notices } from "../d1/schema/index.ts";

/** @param at epoch milliseconds of real time */
export function recordAudit(database: Database, { actor, detail = {}, ...entry }: AuditEntry, at: number) {
  return database.insert(auditLog).values({ ...entry, detail, actor: actor.name, requestId: actor.requestId, at });
}

/** The same where only the project is known: its platform is looked up in the same batch. */
export function recordAuditOf(
  database: Database,
  { projectId, mode }: Scope,
  { actor, action, detail = {} }: Pick<AuditEntry, "actor" | "action" | "detail">,
  at: number,
) {
  return database.insert(auditLog).values({
    platformId: sql`(SELECT platform_id FROM projects WHERE project_id = ${projectId})`,
    projectId,
    mode,
    actor: actor.name,
    action,
    detail,
    requestId: actor.requestId,
    at,
  });
}

/** Adds nothing while a notice of the same kind and topic stands. */
export function leaveNotice(database: Database, { detail = {}, ...notice }: Notice, at: number) {
  return database
    .insert(notices)
    .values({ ...notice, detail, createdAt: at })
    .onConflictDoNothing();
}

/** Takes back what holds no longer. */
export function withdrawNotices(database: Database, platformId: string, kinds: readonly string[], at: number) {
  return database
    .update(notices)
    .set({ dismissedAt: at })
    .where(and(eq(notices.platformId, platformId), inArray(notices.kind, [...kinds]), isNull(notices.dismissedAt)));
}

/** What a developer is told of a sync that Stripe refused, until one gets through. */
import type { NoticeKind } from "@dream-api/contract";
import type { Scope } from "@dream-api/domain";
import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { notices } from "../d1/schema/index.ts";
import { leaveNotice } from "../platform/audit.ts";

const kind = "catalogue_sync_failed" satisfies NoticeKind;

/** One notice for a project in a mode, however often it fails. */
function topicOf({ projectId, mode }: Scope): string {
  return `${projectId}:${mode}`;
}

export function leaveSyncNotice(
  database: Database,
  scope: Scope,
  { platformId, code, at }: { platformId: string; code: string; at: number },
) {
  const { projectId, mode } = scope;
  return leaveNotice(database, { platformId, projectId, mode, kind, topic: topicOf(scope), detail: { code } }, at);
}

/** Only where the condition holds. */
export function takeBackSyncNotice(database: Database, scope: Scope, at: number, condition: SQL) {
  return database
    .update(notices)
    .set({ dismissedAt: at })
    .where(and(eq(notices.kind, kind), eq(notices.topic, topicOf(scope)), isNull(notices.dismissedAt), condition));
}

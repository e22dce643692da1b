/** Invitations that wait in the outbox until they went out. */
import type { NoticeKind } from "@dream-api/contract";
import type { Scope } from "@dream-api/domain";
import { eq, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { notices, outbox } from "../d1/schema/index.ts";
import { tenantRepository } from "./repository.ts";

const refusedKind = "customer_invitation_refused" satisfies NoticeKind;

export function invitationTopic({ projectId, mode }: Scope, userId: string): string {
  return `invitation:${projectId}:${mode}:${userId}`;
}

/** @param realNow when a notice was left */
export function tenantInvitations(database: Database, realNow: () => number) {
  return tenantRepository({
    async settle(scope: Scope, userId: string, refusal: string | null): Promise<void> {
      const settled = database.delete(outbox).where(eq(outbox.topic, invitationTopic(scope, userId)));
      if (refusal === null) {
        await settled;
        return;
      }
      const { projectId, mode } = scope;
      const topic = `${projectId}:${mode}:${userId}`;
      const detail = JSON.stringify({ customerId: userId, code: refusal });
      const left = database
        .insert(notices)
        .select(
          sql`SELECT NULL, platform_id, ${projectId}, ${mode}, ${refusedKind}, ${topic}, ${detail},
            ${realNow()}, NULL FROM projects WHERE project_id = ${projectId}`,
        )
        .onConflictDoNothing();
      await database.batch([settled, left]);
    },
  });
}

/** Invitations that wait in the outbox until they went out. */
import type { Scope } from "@dream-api/domain";
import { eq } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { outbox } from "../d1/schema/index.ts";
import { tenantRepository } from "./repository.ts";

export function invitationTopic({ projectId, mode }: Scope, userId: string): string {
  return `invitation:${projectId}:${mode}:${userId}`;
}

export function tenantInvitations(database: Database) {
  return tenantRepository({
    async settle(scope: Scope, userId: string): Promise<void> {
      await database.delete(outbox).where(eq(outbox.topic, invitationTopic(scope, userId)));
    },
  });
}

/** What an entry of the outbox asks for. */
import {
  type AnnouncementDependencies,
  announceToMeters,
  type CustomerInvitationDependencies,
  type OutboxEntry,
  parseProjectId,
  platformScopeOf,
  scopeOf,
  sendCustomerInvitation,
} from "@dream-api/domain";
import type { ProviderServices } from "./provider-services.ts";

export interface DeliveryDependencies {
  readonly announcements: AnnouncementDependencies;
  readonly invitations: () => CustomerInvitationDependencies;
  readonly providers: () => ProviderServices;
}

/** @throws what kept it from being done: it is tried again later */
export async function deliverEntry({ kind, payload }: OutboxEntry, deps: DeliveryDependencies): Promise<void> {
  switch (kind) {
    case "meter_announcement": {
      const { projectId, mode, rev } = payload as { projectId: string; mode: "test" | "live"; rev: number };
      const parsed = parseProjectId(projectId);
      if (!parsed) throw new Error("An announcement names no project");
      return announceToMeters(scopeOf(parsed, mode), rev, deps.announcements);
    }
    case "developer_plan": {
      const { platformId } = payload as { platformId: string };
      return deps.providers().tellPlan(platformScopeOf(platformId));
    }
    case "customer_invitation": {
      const { projectId, mode, userId } = payload as { projectId: string; mode: "test" | "live"; userId: string };
      const parsed = parseProjectId(projectId);
      if (!parsed) throw new Error("An invitation names no project");
      return sendCustomerInvitation(scopeOf(parsed, mode), userId, deps.invitations());
    }
  }
}

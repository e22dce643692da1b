/** What of the lab only looks into D1, or takes rows out of it. */
import { WorkerEntrypoint } from "cloudflare:workers";
import { parseProjectId, type Scope, scopeOf } from "@dream-api/domain";
import type { Env } from "../../../api-multi/src/env.ts";
import type { TenantName } from "../lab-methods.ts";
import {
  countStock,
  forgetDatabaseUsage,
  hasProject,
  letNewsThrough,
  readDatabaseUsage,
  readEndUserIds,
  readLastUse,
  readOutboxSize,
} from "./lab-database.ts";

export class LabLooks extends WorkerEntrypoint<Env> {
  readDatabaseUsage(tenant: TenantName) {
    return readDatabaseUsage(this.env.DB, scope(tenant));
  }

  endUserIds(tenant: TenantName) {
    return readEndUserIds(this.env.DB, scope(tenant));
  }

  lastUsedAt(publishableKey: string) {
    return readLastUse(this.env.DB, publishableKey);
  }

  outboxSize(tenant: TenantName) {
    return readOutboxSize(this.env.DB, scope(tenant));
  }

  countStock(tenant: TenantName, product: string) {
    return countStock(this.env.DB, scope(tenant), product);
  }

  letNewsThrough() {
    return letNewsThrough(this.env.DB);
  }

  hasProject(projectId: string) {
    return hasProject(this.env.DB, projectId);
  }

  forgetDatabaseUsage(tenant: TenantName) {
    return forgetDatabaseUsage(this.env.DB, scope(tenant));
  }
}

export function scope({ projectId, mode }: TenantName): Scope {
  const parsed = parseProjectId(projectId);
  if (!parsed) throw new Error(`${projectId} is not the id of a project`);
  return scopeOf(parsed, mode);
}

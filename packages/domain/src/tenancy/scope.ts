/**
 * Whose rows may be touched: one project in one mode. Storage takes nothing less, and a scope is made in one place,
 * from what a verified credential says, so no header, body or metadata can choose a tenant.
 */
import type { Mode } from "@dream-api/contract";
import type { ProjectId } from "../ids.ts";

export interface Scope {
  readonly projectId: ProjectId;
  readonly mode: Mode;
}

const genuine = new WeakSet<object>();

export function scopeOf(projectId: ProjectId, mode: Mode): Scope {
  const scope = Object.freeze({ projectId, mode });
  genuine.add(scope);
  return scope;
}

/** @throws TypeError for anything that {@link scopeOf} did not make: a query without a tenant is a bug, not a wide query. */
export function requireScope(scope: Scope): Scope {
  if (!genuine.has(scope)) throw new TypeError("A tenant's rows were asked for without a scope");
  return scope;
}

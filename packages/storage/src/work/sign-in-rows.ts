/** What the tables of hosted sign-in have in common. */
import { type SignInScope, signInScopes } from "@dream-api/contract";
import { parseProjectId, type Scope, scopeOf } from "@dream-api/domain";

/** @throws Error for a row of no project: none is written */
export function scopeOfRow({ projectId, mode }: { projectId: string; mode: Scope["mode"] }): Scope {
  const parsed = parseProjectId(projectId);
  if (!parsed) throw new Error("A sign-in is of no project");
  return scopeOf(parsed, mode);
}

export function writeScopes(scopes: readonly SignInScope[]): string {
  return scopes.join(" ");
}

export function readScopes(text: string): SignInScope[] {
  const names = text.split(" ");
  return signInScopes.filter((name) => names.includes(name));
}

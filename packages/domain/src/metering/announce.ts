/**
 * Tells a project's Meters that D1 changed. The caller awaits it before answering, so that the change acts on the
 * very next call; a Meter that can't be reached is told later from the outbox, and the answer says `pending`.
 */
import type { Scope } from "../tenancy/scope.ts";

export type Announce = (scope: Scope, rev: number) => Promise<"announced" | "pending">;

/**
 * The developer's Clerk metadata says `plan: free|paid`, for the pages that a browser shows. Always written as it
 * stands now, so that late and repeated writes do no harm.
 */
import type { Clock } from "../clock.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import { isCovered } from "./plan.ts";

export interface ToldPlan {
  /** Null for a platform that nobody claimed, or that was closed. */
  readonly clerkUserId: string | null;
  readonly coveredUntil: number | null;
}

export interface TellPlanDependencies {
  readonly readToldPlan: (platform: PlatformScope) => Promise<ToldPlan | null>;
  /** No error for a user who is gone. @throws ProviderFailure */
  readonly writePlan: (clerkUserId: string, plan: "free" | "paid") => Promise<void>;
  readonly clock: Clock;
}

const tries = 3;

/** @throws ProviderFailure, and Error when it changes faster than it can be told */
export async function tellDeveloperPlan(platform: PlatformScope, deps: TellPlanDependencies): Promise<void> {
  let told: string | null = null;
  for (let attempt = 0; attempt < tries; attempt++) {
    const row = await deps.readToldPlan(platform);
    if (!row?.clerkUserId) return;
    const plan = isCovered(row, deps.clock().business) ? "paid" : "free";
    // Read again behind the write: of two that wrote at once, the later one may have read first.
    if (told === plan) return;
    await deps.writePlan(row.clerkUserId, plan);
    told = plan;
  }
  throw new Error("A developer's plan changes faster than Clerk can be told");
}

/** Facts for tests, complete where a test does not care. */
import type { Knowledge, TierRule } from "../src/usage/facts.ts";

export function tier(name: string, more: Partial<TierRule> = {}): TierRule {
  return { name, limit: 100, rateLimitPerMinute: 100, features: [], isFree: false, isArchived: false, ...more };
}

export function knowledge(more: { tiers?: TierRule[]; rev?: number } = {}): Knowledge {
  return {
    rev: more.rev ?? 1,
    project: { type: "saas", isDeleted: false, coveredUntil: null, needsPlan: false },
    tiers: new Map((more.tiers ?? []).map((each) => [each.name, each])),
    secrets: new Map([["hash", { reference: 1, expiresAt: null }]]),
  };
}

/** Answers as the API writes them. */
import type { ErrorBody, Tier, Usage } from "../src/generated/wire.ts";
import type { Reply } from "./use-server.ts";

export const secretKey = "sk_test_11SecretSecretSecretSecret";
export const publishableKey = "pk_test_11PublicPublicPublic";

export const usage: Usage = {
  plan: "free",
  count: 1,
  limit: 100,
  remaining: 99,
  periodStart: "2026-11-01T00:00:00.000Z",
  periodEnd: "2026-12-01T00:00:00.000Z",
  features: [],
};

const tierOf = (name: string, displayName: string, unitAmount: number, features: string[]): Tier => ({
  name,
  displayName,
  unitAmount,
  currency: "usd",
  interval: "month",
  limit: 100,
  rateLimitPerMinute: 100,
  features,
  popular: unitAmount > 0,
  trialDays: 0,
  position: 0,
  priceId: null,
  archived: false,
});

export const tiers = [tierOf("free", "Free", 0, []), tierOf("pro", "Pro", 2900, ["Export", "Support"])];

export const allowed: Reply = { status: 200, body: { allowed: true, usage } };

export const limitReached: Reply = refusal(403, "tier_limit_reached", { allowed: false, usage });

export const storageDown: Reply = refusal(503, "storage_unavailable");

export function refusal(status: number, code: ErrorBody["code"], more: object = {}, headers = {}): Reply {
  const docs = `https://docs.example/errors#${code}`;
  return { status, headers, body: { error: `The title of ${code}`, code, docs, requestId: "req_body", ...more } };
}

/** Answers as the API writes them. */
import type { ErrorBody, Usage } from "../src/generated/wire.ts";
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

export const allowed: Reply = { status: 200, body: { allowed: true, usage } };

export const limitReached: Reply = refusal(403, "tier_limit_reached", { allowed: false, usage });

export const storageDown: Reply = refusal(503, "storage_unavailable");

export function refusal(status: number, code: ErrorBody["code"], more: object = {}, headers = {}): Reply {
  const docs = `https://docs.example/errors#${code}`;
  return { status, headers, body: { error: `The title of ${code}`, code, docs, requestId: "req_body", ...more } };
}

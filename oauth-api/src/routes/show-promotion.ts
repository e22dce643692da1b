/** A promotion as the wire shows it. */
import { errorCatalogue, type KeyWithSecret, type PromotionReply } from "@dream-api/contract";
import type { PromotionOutcome, PromotionReason, PromotionStep } from "@dream-api/domain";
import { stripeStatus, whenPending } from "./stripe-status.ts";

const reasons: Record<PromotionReason, string> = {
  not_in_live: "live does not have it yet",
  differs: "it is otherwise in live",
  archived: "it is not sold any more",
  brought_back: "it is sold again",
  not_promoted_then: "it came with a later promotion",
  never_in_live: "it is archived, and live never had it",
  same: "it is the same in live",
  only_in_live: "only live has it",
  first_settings: "live begins with the settings of test that work beyond your own machine",
};

export function showPromotion({ plan, isApplied, obstacles, keys, stripe, pending }: PromotionOutcome): PromotionReply {
  const { steps, editedInLive } = plan;
  const warnings = [...obstacles.map((code) => errorCatalogue[code].title), ...steps.flatMap(warningsOf)];
  return {
    plan: {
      steps: steps.map(({ reason, fields, ...step }) => ({ ...step, fields: [...fields], reason: reasons[reason] })),
      editedInLive: [...editedInLive],
      warnings,
      applied: isApplied,
    },
    keys: keys && keysOf(keys),
    stripe: stripe && stripeStatus(stripe),
    ...whenPending(pending),
  };
}

/** What a developer could be surprised by. */
function warningsOf({ action, kind, name, fields }: PromotionStep): string[] {
  if (action !== "change" || kind !== "tier") return [];
  return fields.flatMap(({ field }) => {
    if (field === "limit") return [`The limit of ${name} changes for all who are on it, at once`];
    if (field === "unitAmount") return [`The amount of ${name} changes for new subscribers only`];
    return [];
  });
}

function keysOf({ publishableKey, label, secretKey, hint, createdAt }: NonNullable<PromotionOutcome["keys"]>) {
  const secretHint = { hint, createdAt: new Date(createdAt).toISOString(), expiresAt: null, lastUsedAt: null };
  return { publishableKey, label, status: "active", secretHints: [secretHint], secretKey } satisfies KeyWithSecret;
}

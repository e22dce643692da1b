/** Who a call is about and what tier that gives them, or why it can't be said. */

import { isOurUserId } from "../ids.ts";
import type { Counting } from "./counting.ts";
import { type Entitlement, entitlementOf } from "./entitlement.ts";
import type { UserFacts } from "./facts.ts";
import { type Refused, refused } from "./outcome.ts";

/** Refuses an unlearned user, an erased one, and an id with our prefix that we never gave out. */
export function findUser(userId: string, { state }: Counting): UserFacts | Refused {
  const user = state.user(userId);
  if (!user) return refused("storage_unavailable");
  if (user.isErased) return refused("user_erased");
  if (user.isKnown || !isOurUserId(userId)) return user;
  return refused("validation_failed", {
    issues: [
      {
        path: "userId",
        message: "ids that start with usr_ are given out by hosted sign-in; this one was not",
      },
    ],
  });
}

export function findEntitlement(
  user: UserFacts,
  headerPlan: string | undefined,
  { knowledge, at }: Counting,
): Entitlement | Refused {
  if (headerPlan !== undefined && !knowledge.tiers.has(headerPlan)) return refused("unknown_tier");
  return entitlementOf(user, headerPlan, knowledge, at.business) ?? refused("no_plan");
}

export function isRefused(value: object): value is Refused {
  return "accepted" in value && value.accepted === false;
}

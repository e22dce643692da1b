/** A user's usage as it stands; counts nothing and changes nothing. */
import type { Counting } from "./counting.ts";
import { findEntitlement, findUser, isRefused } from "./find-user.ts";
import { type Outcome, usageOf } from "./outcome.ts";

export function readUsage(query: { userId: string; plan?: string | undefined }, counting: Counting): Outcome {
  const user = findUser(query.userId, counting);
  if (isRefused(user)) return user;
  const entitlement = findEntitlement(user, query.plan, counting);
  if (isRefused(entitlement)) return entitlement;
  const count = counting.state.counter(query.userId, entitlement.anchor, entitlement.period.start)?.count ?? 0;
  return { accepted: true, body: JSON.stringify({ usage: usageOf(entitlement, count) }), isReplay: false };
}

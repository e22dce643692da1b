/** Gives back one accepted call, once, named by the idempotency key it was made with. */
import { dayOf, unbook } from "./book.ts";
import type { Counting } from "./counting.ts";
import type { Entitlement } from "./entitlement.ts";
import { findEntitlement, findUser, isRefused } from "./find-user.ts";
import { type Outcome, refused, usageOf } from "./outcome.ts";
import { replay, standingAnswer } from "./replay.ts";

export interface Release {
  readonly userId: string;
  readonly plan?: string | undefined;
  /** The key of the call to give back. */
  readonly releasedKey: string;
  /** The key of this call itself. */
  readonly idempotencyKey?: string | undefined;
}

export function releaseUsage(release: Release, counting: Counting): Outcome {
  const { userId, releasedKey, idempotencyKey } = release;
  const { state, at } = counting;
  const user = findUser(userId, counting);
  if (isRefused(user)) return user;
  const repeat = replay(userId, { idempotencyKey, kind: "release", input: releasedKey }, state, at.real);
  if (repeat) return repeat;
  const entitlement = findEntitlement(user, release.plan, counting);
  if (isRefused(entitlement)) return entitlement;
  const answer = standingAnswer(userId, releasedKey, state, at.real);
  if (answer?.kind !== "track") return refused("not_found");
  const released = !answer.isReleased;
  if (released) {
    if (answer.amount > 0) unbook(userId, answer, state);
    state.saveAnswer(userId, releasedKey, { ...answer, isReleased: true });
  }
  return remember(release, released, entitlement, counting);
}

function remember(release: Release, released: boolean, entitlement: Entitlement, { state, at }: Counting): Outcome {
  const { userId, releasedKey, idempotencyKey } = release;
  const { anchor, period, tier } = entitlement;
  const count = state.counter(userId, anchor, period.start)?.count ?? 0;
  const body = JSON.stringify({ released, usage: usageOf(entitlement, count) });
  // One row for each accepted call at most: a release that gave nothing back is decided anew.
  if (idempotencyKey !== undefined && released) {
    state.saveAnswer(userId, idempotencyKey, {
      kind: "release",
      input: releasedKey,
      body,
      createdAt: at.real,
      amount: 0,
      anchor,
      periodStart: period.start,
      day: dayOf(at),
      tier: tier.name,
      isReleased: false,
    });
  }
  return { accepted: true, body, isReplay: false };
}

/**
 * News from Stripe: recorded once and the object marked dirty in one transaction, then looked at. What was recorded
 * is never lost, so the sender may be thanked whatever the look brings.
 */
import type { Mode } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import type { DirtyObject } from "./dirty-objects.ts";
import { type ProcessDirtyDependencies, processDirty } from "./process-dirty.ts";

/** Which of our endpoints heard it. */
export type InboxSource = "stripe_platform" | "stripe_connect_test" | "stripe_connect_live";

export interface IncomingEvent {
  readonly source: InboxSource;
  readonly eventId: string;
  readonly type: string;
  /** Null for our own account. */
  readonly stripeAccountId: string | null;
  readonly mode: Mode;
  readonly objectType: string | null;
  readonly objectId: string | null;
  /** What the object belongs to, where Stripe says it. */
  readonly customerId?: string | null;
  readonly paymentIntentId?: string | null;
  readonly payload: Record<string, unknown>;
  /** What has to be looked at; null for news that changes nothing here. */
  readonly about: DirtyObject | null;
}

export interface Inbox {
  /** Adds the event unless it is known, and marks what it is about in the same transaction. @returns whether it is new */
  record(event: IncomingEvent, at: number): Promise<boolean>;
}

export interface ReceiveDependencies extends ProcessDirtyDependencies {
  readonly inbox: Inbox;
  readonly clock: Clock;
}

/** @returns whether it was news. @throws only when it could not be recorded */
export async function receiveEvent(event: IncomingEvent, deps: ReceiveDependencies): Promise<boolean> {
  const isNew = await deps.inbox.record(event, deps.clock().real);
  if (isNew && event.about) await lookAt(event.about, deps);
  return isNew;
}

async function lookAt(object: DirtyObject, deps: ReceiveDependencies): Promise<void> {
  try {
    await processDirty({ only: object }, deps);
  } catch (cause) {
    deps.report("news was recorded but not looked at; the cron will", cause);
  }
}

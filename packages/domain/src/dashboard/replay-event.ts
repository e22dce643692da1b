/** The replay button: what an event spoke of is marked and looked at anew, so a repeat does no harm. */
import type { EventDetail, EventView } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import { DreamError } from "../errors.ts";
import type { DirtyObject, DirtyObjects } from "../inbox/dirty-objects.ts";
import type { Scope } from "../tenancy/scope.ts";

/** An event that is the project's own, by the ids that we stored. */
export interface ProjectEvent {
  readonly view: EventView;
  readonly payload: EventDetail["payload"];
  readonly stripeAccountId: string;
}

export interface ProjectEvents {
  find(scope: Scope, eventId: string): Promise<ProjectEvent | null>;
  /** Whether the account still sells for the project's owner. */
  isConnected(scope: Scope, stripeAccountId: string): Promise<boolean>;
}

export interface ReplayDependencies {
  readonly events: ProjectEvents;
  readonly dirty: Pick<DirtyObjects, "mark">;
  /** What has to be looked at for news of that type; null for news that changes nothing here. */
  readonly aboutOf: (event: ProjectEvent, scope: Scope) => DirtyObject | null;
  /** Looks at it now. Failing leaves it to the cron. */
  readonly lookAt: (object: DirtyObject) => Promise<unknown>;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

/** @throws DreamError `not_found` also for what is another project's */
export async function readProjectEvent(
  scope: Scope,
  eventId: string,
  { events }: Pick<ReplayDependencies, "events">,
): Promise<ProjectEvent> {
  const event = await events.find(scope, eventId);
  if (!event) throw new DreamError("not_found");
  return event;
}

/** @throws DreamError `not_found`, or `stripe_not_connected` when the event's account is not the owner's any more */
export async function replayEvent(scope: Scope, eventId: string, deps: ReplayDependencies): Promise<EventView> {
  const event = await readProjectEvent(scope, eventId, deps);
  if (!(await deps.events.isConnected(scope, event.stripeAccountId))) throw new DreamError("stripe_not_connected");
  const about = deps.aboutOf(event, scope);
  if (about) {
    await deps.dirty.mark(about, deps.clock().real);
    try {
      await deps.lookAt(about);
    } catch (cause) {
      deps.report("an event was replayed but not looked at; the cron will", cause);
    }
  }
  return (await readProjectEvent(scope, eventId, deps)).view;
}

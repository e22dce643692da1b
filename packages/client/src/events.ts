/** `api.events`: one event from Stripe, and looking again at what it spoke of. */
import type { Ask } from "./ask.ts";
import type { Event, EventDetail } from "./generated/wire.ts";
import { newIdempotencyKey, type WriteOptions } from "./method-options.ts";
import { path } from "./path.ts";

export type Events = ReturnType<typeof createEvents>;

export function createEvents(ask: Ask) {
  return {
    /** Its payload and what came of it. @throws NotFoundError */
    async get(id: string): Promise<EventDetail> {
      return ask({ method: "GET", path: path`/api/events/${id}`, caller: "server" });
    },

    /** Takes over what Stripe says now of what the event spoke of; a repeat does no harm. */
    async replay(id: string, { idempotencyKey = newIdempotencyKey() }: WriteOptions = {}): Promise<Event> {
      return ask({ method: "POST", path: path`/api/events/${id}/replay`, caller: "server", idempotencyKey });
    },
  };
}

/** For the Workers of the developer's side: announcements go through api-multi, which alone talks to Meters. */
import type { ControlClient } from "../tenancy/control.ts";
import type { Announce } from "./announce.ts";

/** What can't be announced now is left to the outbox. */
export function announceThroughControl(
  control: Pick<ControlClient, "announce">,
  report: (message: string, cause: unknown) => void,
): Announce {
  return async ({ projectId, mode }, rev) => {
    try {
      const reply = await control.announce({ projectId, mode }, rev);
      return reply.ok && reply.value ? "announced" : "pending";
    } catch (cause) {
      report("api-multi could not be told of a change; the outbox will", cause);
      return "pending";
    }
  };
}

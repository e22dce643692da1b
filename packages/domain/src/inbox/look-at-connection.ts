/** The look at a connected account itself: when it is lost, so is all that waits to be looked at on it. */
import { type ReviewDependencies, reviewConnection } from "../connect/review-connection.ts";
import type { DirtyObjects } from "./dirty-objects.ts";
import type { DirtyHandler } from "./process-dirty.ts";

/** @returns a handler that throws ProviderFailure when Stripe did not answer */
export function connectionHandler(deps: ReviewDependencies, dirty: Pick<DirtyObjects, "dropAccount">): DirtyHandler {
  return async ({ stripeAccountId, mode }) => {
    const state = await reviewConnection({ stripeAccountId, mode }, deps);
    if (state === "lost") await dirty.dropAccount(stripeAccountId, mode);
    return "done";
  };
}

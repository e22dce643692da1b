/**
 * A call that must not happen twice, under a name of its own. Stripe keeps the first answer to a name for a day, errors
 * too: where all we get is such a kept error, the call goes on under the next name.
 */
import Stripe from "stripe";
import { askStripe } from "./stripe-failure.ts";

const names = 5;

/** @throws ProviderFailure */
export async function askUnderKey<Answer>(
  call: string,
  key: string,
  ask: (options: { idempotencyKey: string }) => Promise<Answer>,
): Promise<Answer> {
  return askStripe(call, async () => {
    let kept: unknown;
    for (let name = 0; name < names; name++) {
      try {
        return await ask({ idempotencyKey: name === 0 ? key : `${key}:${name}` });
      } catch (error) {
        if (!isUsedUp(error)) throw error;
        kept = error;
      }
    }
    throw kept;
  });
}

/** A kept error, or a name that was used with other parameters. */
function isUsedUp(error: unknown): boolean {
  const { StripeError, StripeIdempotencyError } = Stripe.errors;
  if (error instanceof StripeIdempotencyError) return true;
  return error instanceof StripeError && error.headers?.["idempotent-replayed"] === "true";
}

/** What Stripe's errors mean to us. */
import { ProviderFailure, type ProviderFailureKind } from "@dream-api/domain";
import Stripe from "stripe";

/** Makes a call and tells its failure in our words. @throws ProviderFailure */
export async function askStripe<Answer>(call: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (cause) {
    throw stripeFailure(call, cause);
  }
}

/** As {@link askStripe}, and null for what is not there. */
export async function askStripeOrNull<Answer>(call: string, ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof Stripe.errors.StripeError && cause.code === "resource_missing") return null;
    throw stripeFailure(call, cause);
  }
}

function stripeFailure(call: string, cause: unknown): ProviderFailure {
  const kind = kindOf(cause);
  if (!(cause instanceof Stripe.errors.StripeError)) {
    const errorType = cause instanceof Error ? cause.name : null;
    return new ProviderFailure("stripe", { call, kind, errorType }, { cause });
  }
  const { type: errorType, code: providerCode = null, requestId: reference = null } = cause;
  return new ProviderFailure("stripe", { call, kind, errorType, providerCode, reference }, { cause });
}

const unauthorized = 401;
const conflict = 409;
const serverError = 500;

function kindOf(cause: unknown): ProviderFailureKind {
  const { StripeError, StripeRateLimitError, StripeConnectionError, StripePermissionError, StripeIdempotencyError } =
    Stripe.errors;
  if (!(cause instanceof StripeError)) return "unavailable";
  if (cause instanceof StripeRateLimitError || cause instanceof StripeConnectionError) return "unavailable";
  if (cause instanceof StripePermissionError || cause.code === "account_invalid") return "account_lost";
  const status = cause.statusCode ?? serverError;
  // The key is another call's, which runs or has run: that is no answer about what it did.
  if (cause instanceof StripeIdempotencyError || status === conflict) return "unavailable";
  // Our own key was not accepted: the operator's matter, and it passes.
  if (status === unauthorized || status >= serverError) return "unavailable";
  return "refused";
}

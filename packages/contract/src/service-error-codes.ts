/** What our side or a provider is the reason of, and what protects them. */
import type { ErrorMeaning } from "./error-meaning.ts";

export const serviceErrorCodes = {
  too_many_requests: {
    status: 429,
    title: "Too many attempts from here",
    remedy: "Wait for <code>Retry-After</code> seconds.",
  },
  provider_refused: {
    status: 502,
    title: "Stripe or Clerk refused what this call needed",
    remedy: "Look at the notices of the project; repeating the call as it is won't help.",
  },
  provider_unavailable: {
    status: 503,
    title: "Stripe or Clerk did not answer; try again",
    remedy: "Try again after <code>Retry-After</code>, with the same Idempotency-Key.",
  },
  storage_unavailable: {
    status: 503,
    title: "Storage is unavailable; try again",
    remedy: "Try again after <code>Retry-After</code>, with the same Idempotency-Key.",
  },
  internal_error: {
    status: 500,
    title: "Something went wrong on our side",
    remedy: "Try again, and tell us the request id.",
  },
} as const satisfies Record<string, ErrorMeaning>;

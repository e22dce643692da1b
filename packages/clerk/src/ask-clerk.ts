/** What Clerk's errors mean to us. A call that hangs ends here: the SDK takes neither a time limit nor a signal. */
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { ProviderFailure, type ProviderFailureKind } from "@dream-api/domain";

const unauthorized = 401;
const notFound = 404;
const tooManyRequests = 429;
const serverError = 500;

/** Makes calls of the SDK and tells their failures in our words. */
export interface AskClerk {
  /** `ask` is the call and what is read of its answer. @throws ProviderFailure */
  orFail<Answer>(call: string, ask: () => Promise<Answer>): Promise<Answer>;
  /** As `orFail`, and null for what is not there. @param nothing statuses that say so */
  orNull<Answer>(call: string, ask: () => Promise<Answer>, nothing?: readonly number[]): Promise<Answer | null>;
}

export function createAskClerk(timeoutMs: number): AskClerk {
  return {
    async orFail(call, ask) {
      try {
        return await inTime(ask(), timeoutMs);
      } catch (cause) {
        throw clerkFailure(call, cause);
      }
    },
    async orNull(call, ask, nothing = [notFound]) {
      try {
        return await inTime(ask(), timeoutMs);
      } catch (cause) {
        if (nothing.includes(statusOf(cause) ?? 0)) return null;
        throw clerkFailure(call, cause);
      }
    },
  };
}

async function inTime<Answer>(answer: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function clerkFailure(call: string, cause: unknown): ProviderFailure {
  const status = statusOf(cause);
  // Without an answer the SDK makes up a code of its own.
  const answer = status !== undefined && isClerkAPIResponseError(cause) ? cause : null;
  const providerCode = answer?.errors[0]?.code ?? null;
  const reference = answer?.clerkTraceId || null;
  // The SDK's class is called otherwise once it is bundled.
  const errorType = answer ? "ClerkAPIResponseError" : cause instanceof Error ? cause.name : null;
  return new ProviderFailure("clerk", { call, kind: kindOf(status), errorType, providerCode, reference }, { cause });
}

function kindOf(status: number | undefined): ProviderFailureKind {
  if (status === undefined || status === tooManyRequests || status >= serverError) return "unavailable";
  // Our own key was not accepted: the operator's matter, and it passes.
  return status === unauthorized ? "unavailable" : "refused";
}

function statusOf(cause: unknown): number | undefined {
  return isClerkAPIResponseError(cause) ? cause.status : undefined;
}

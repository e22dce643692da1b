/** What an error means to the caller: one place, so that the same failure has the same code everywhere. */
import type { ErrorCode } from "@dream-api/contract";
import { DreamError, ProviderFailure, type ProviderFailureKind } from "@dream-api/domain";
import type { Refusal } from "./error-response.ts";

const providerCodes: Record<ProviderFailureKind, ErrorCode> = {
  unavailable: "provider_unavailable",
  refused: "provider_refused",
  account_lost: "stripe_not_connected",
};

export function refusalOf(error: unknown): Refusal {
  if (error instanceof DreamError) return { code: error.code, ...error.details };
  if (error instanceof ProviderFailure) return { code: providerCodes[error.kind] };
  return { code: "internal_error" };
}

/**
 * A call to Stripe or Clerk that did not succeed, told in our own words by their adapters. Only `refused` says that
 * nothing was done; after `unavailable` nobody knows.
 */
export type Provider = "stripe" | "clerk";

/**
 * `unavailable`: no answer, too many calls, or an error of theirs: try again later.
 * `refused`: a definite no to this call.
 * `account_lost`: the connected account is not ours to speak for any more.
 */
export type ProviderFailureKind = "unavailable" | "refused" | "account_lost";

export interface FailedCall {
  /** What we wanted, in our words. */
  readonly call: string;
  readonly kind: ProviderFailureKind;
  /** The provider's own code, such as `resource_missing`; null when there was none. */
  readonly providerCode?: string | null;
  /** What kind of error the SDK made of it. */
  readonly errorType?: string | null;
  /** By which the provider finds the call in its own log. */
  readonly reference?: string | null;
}

/**
 * Its message holds nothing of what was sent or answered, so it may be logged. Its cause is the SDK's own error, whose
 * message may quote an address and may not.
 */
export class ProviderFailure extends Error {
  readonly provider: Provider;
  readonly kind: ProviderFailureKind;
  readonly providerCode: string | null;

  constructor(
    provider: Provider,
    { call, kind, errorType = null, providerCode = null, reference = null }: FailedCall,
    options?: ErrorOptions,
  ) {
    const known = [errorType, providerCode, reference].filter((one) => one !== null);
    super(`${provider}: ${call}: ${kind}${known.length === 0 ? "" : ` (${known.join(", ")})`}`, options);
    this.name = "ProviderFailure";
    this.provider = provider;
    this.kind = kind;
    this.providerCode = providerCode;
  }
}

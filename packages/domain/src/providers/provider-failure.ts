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

export class ProviderFailure extends Error {
  readonly provider: Provider;
  readonly kind: ProviderFailureKind;
  /** The provider's own code, such as `resource_missing`; null when there was none. */
  readonly providerCode: string | null;

  constructor(
    provider: Provider,
    { call, kind, providerCode = null }: { call: string; kind: ProviderFailureKind; providerCode?: string | null },
    options?: ErrorOptions,
  ) {
    super(`${provider}: ${call}: ${kind}${providerCode === null ? "" : ` (${providerCode})`}`, options);
    this.name = "ProviderFailure";
    this.provider = provider;
    this.kind = kind;
    this.providerCode = providerCode;
  }
}

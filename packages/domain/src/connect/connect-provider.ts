/** What connecting needs of Stripe. Every call may throw `ProviderFailure`. */
import type { Mode } from "@dream-api/contract";

/** What an account's owner agreed to. */
export interface Grant {
  readonly stripeAccountId: string;
  readonly scope: string;
}

/** An account as its owner sees it, for the dashboard. */
export interface AccountProfile {
  readonly displayName: string | null;
  readonly country: string | null;
  /** Whether Stripe lets it take payments yet. */
  readonly chargesEnabled: boolean;
}

export interface ConnectProvider {
  /** Where the developer's browser goes. Stripe comes back to `redirectUri`, which must be registered there. */
  authorizeUrl(wish: { mode: Mode; state: string; redirectUri: string }): string;
  /** The operator's own account, which sells our plan. */
  readOwnAccountId(mode: Mode): Promise<string>;
  /**
   * Never repeated by itself: a code that is sent twice revokes what it granted.
   * @returns null when Stripe does not take the code (unknown, expired, used, of the other mode)
   */
  exchangeCode(mode: Mode, code: string): Promise<Grant | null>;
  /** Ends the grant; one that was over already is no failure. */
  deauthorize(mode: Mode, stripeAccountId: string): Promise<void>;
  /** @returns null when Stripe does not let us in any more */
  readProfile(mode: Mode, stripeAccountId: string): Promise<AccountProfile | null>;
}

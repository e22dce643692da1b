/** What connecting needs of Stripe. Every call may throw `ProviderFailure`. */
import type { Mode } from "@dream-api/contract";

/** What an account's owner agreed to. */
export interface Grant {
  readonly stripeAccountId: string;
  readonly scope: string;
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
  /** Whether Stripe lets us act for the account now. */
  isOpen(mode: Mode, stripeAccountId: string): Promise<boolean>;
}

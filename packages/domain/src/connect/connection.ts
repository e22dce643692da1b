/**
 * Which Stripe account sells for a platform in a mode, and who may become it. Test and live are apart: each is a grant
 * of its own.
 */
import type { ErrorCode, Mode } from "@dream-api/contract";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { AuditEntry, Notice } from "../work/audit.ts";

export interface Connection {
  readonly mode: Mode;
  readonly stripeAccountId: string;
  readonly scope: string;
  /** `disconnected` by the developer here, `revoked` on Stripe's side. */
  readonly status: "connected" | "disconnected" | "revoked";
  readonly connectedAt: number;
  readonly endedAt: number | null;
  /** Grows with each change: a write names the one that it was decided on. */
  readonly rowRev: number;
}

/** What decides whether an account may become a platform's. */
export interface ConnectionFacts {
  readonly current: Connection | null;
  /** Another platform sells through that account now, in whichever mode. */
  readonly isLinkedElsewhere: boolean;
  /** How many of the platform's subscriptions in this mode still run on other accounts. */
  readonly subscriptionsElsewhere: number;
}

/** An authorization that comes back: taken by this call, under way in another one, or the one that made a connection. */
export type AuthorizationState =
  | { readonly progress: "taken"; readonly mode: Mode }
  | { readonly progress: "under_way" }
  | { readonly progress: "done"; readonly connection: Connection };

export interface ConnectionStore {
  list(platform: PlatformScope): Promise<Connection[]>;
  /** Forgets authorizations that nobody came back from. */
  addState(platform: PlatformScope, state: { stateHash: string; mode: Mode; expiresAt: number }): Promise<void>;
  /**
   * Only one call ever gets `taken`; `done` while the connection stands that it made. Null for what is unknown, too old,
   * given up or another platform's.
   */
  takeState(platform: PlatformScope, stateHash: string): Promise<AuthorizationState | null>;
  /** Lets it be taken once more: nothing was sent to Stripe. */
  returnState(platform: PlatformScope, stateHash: string): Promise<void>;
  /** After it no call finds that authorization any more. */
  dropState(platform: PlatformScope, stateHash: string): Promise<void>;
  readFacts(platform: PlatformScope, wanted: { mode: Mode; stripeAccountId: string }): Promise<ConnectionFacts>;
  /**
   * Makes the connection, takes back the notice of a lost one, and leaves the mode's catalogues to be synced.
   * @returns null, with nothing changed, when what it was decided on has changed
   */
  connect(platform: PlatformScope, connection: NewConnection): Promise<Connection | null>;
  /**
   * One that was revoked can still be said to be disconnected, which takes its notice back.
   * @returns false, with nothing changed, when the connection is no longer the one that was read
   */
  end(platform: PlatformScope, end: ConnectionEnd): Promise<boolean>;
}

export interface NewConnection {
  readonly mode: Mode;
  readonly stripeAccountId: string;
  readonly scope: string;
  readonly stateHash: string;
  readonly current: Connection | null;
  readonly audit: AuditEntry;
}

export interface ConnectionEnd {
  readonly connection: Connection;
  readonly status: "disconnected" | "revoked";
  readonly audit: AuditEntry;
  readonly notice?: Notice;
}

/** Why an account may not become the platform's; null when it may. */
export function refusalOfAccount(
  { isLinkedElsewhere, subscriptionsElsewhere }: ConnectionFacts,
  { stripeAccountId, ownAccountId, scope }: { stripeAccountId: string; ownAccountId: string; scope: string },
): ErrorCode | null {
  if (stripeAccountId === ownAccountId) return "stripe_account_in_use";
  if (isLinkedElsewhere) return "stripe_account_in_use";
  if (subscriptionsElsewhere > 0) return "live_subscribers_exist";
  if (scope !== "read_write") return "authorization_denied";
  return null;
}

/**
 * What Stripe changed and we have not looked at since. Events, the hourly reconciliation and the replay button only
 * mark; whoever holds the object's lease looks.
 */
import type { Mode } from "@dream-api/contract";

/**
 * `platform_subscription`: a developer's subscription to us, by its customer on our own account.
 * `connection`: a connected account, by its own id; `account_news`: what it was told of and we were not, by the same id.
 * The others are objects on connected accounts.
 */
export type DirtyType =
  | "platform_subscription"
  | "connection"
  | "account_news"
  | "subscription"
  | "invoice"
  | "checkout_session"
  | "charge"
  | "dispute"
  | "refund"
  | "product"
  | "price";

export interface DirtyObject {
  /** Empty for our own account. */
  readonly stripeAccountId: string;
  readonly mode: Mode;
  readonly type: DirtyType;
  readonly objectId: string;
}

export interface DirtyEntry extends DirtyObject {
  /** Grows with each mark: only what was read is cleared. */
  readonly markedRev: number;
  /** How often it was taken without success, this time included. */
  readonly attempts: number;
  /** Real time; it also names the holder: whoever takes it next has a later one. */
  readonly leasedUntil: number;
}

export interface TakeDirty {
  readonly types: readonly DirtyType[];
  /** Just this one, if it is due. */
  readonly only?: DirtyObject;
  readonly at: number;
  readonly leaseMs: number;
  readonly limit: number;
}

export interface DirtyObjects {
  mark(object: DirtyObject, at: number): Promise<void>;
  /** When the next one is due that did not fail but waits for its turn; null when there is none. */
  nextTurn(types: readonly DirtyType[]): Promise<number | null>;
  /** Under a lease: a holder that died is replaced when it ends. */
  take(lease: TakeDirty): Promise<DirtyEntry[]>;
  /** Forgets all of an account that is not ours to look at any more. */
  dropAccount(stripeAccountId: string, mode: Mode): Promise<void>;
  /** Clears it, unless it was marked again meanwhile: then it is due at once. @returns whether it is clear */
  settle(entry: DirtyEntry): Promise<boolean>;
  /**
   * Gives it back, to be due at `dueAt`; at once if it was marked again meanwhile. Does nothing when somebody else holds it.
   * @param counts whether this try counts, or was not one
   */
  postpone(entry: DirtyEntry, delay: { dueAt: number; errorCode: string | null; counts: boolean }): Promise<void>;
}

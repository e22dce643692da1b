/**
 * Who brings Stripe in line with a catalogue: one run at a time for each project and mode. Each holder gets a fencing
 * number, and nothing is written any more under an older one.
 */
import type { Scope } from "../tenancy/scope.ts";
import type { CatalogueItem, ItemKind } from "./catalogue-item.ts";
import type { NewPrice } from "./stripe-catalogue.ts";

export interface SyncRun {
  readonly fencing: number;
  /** Runs in a row that did not get to the end, this one included. */
  readonly attempts: number;
  /** The catalogue that Stripe is known to have followed; null when that is not sure. */
  readonly synced: CatalogueState | null;
  /** How far the run before got when its time was over. */
  readonly progress: SyncProgress | null;
}

/** A catalogue as it was at a rev, on an account. */
export interface CatalogueState {
  readonly rev: number;
  readonly account: string;
}

export interface SyncProgress extends CatalogueState {
  /** The last item that is in line, by {@link itemKey}. */
  readonly after: string;
}

/** A catalogue in one state, with the account that sells it. */
export interface DesiredCatalogue extends CatalogueState {
  readonly items: readonly CatalogueItem[];
}

export interface RecordedPrice extends NewPrice {
  readonly account: string;
  readonly priceId: string;
  readonly kind: ItemKind;
  readonly name: string;
  /** Real time. */
  readonly at: number;
}

export interface SyncRunStore {
  /** A project that sells through no account is not connected. Times are real. */
  take(scope: Scope, lease: { at: number; until: number }): Promise<SyncRun | "running" | "not_connected">;
  /** All archived when the project was deleted; null when no account is connected. */
  readDesired(scope: Scope): Promise<DesiredCatalogue | null>;
  /**
   * Prolongs the lease. `moved`: catalogue or account are not what they were read as; `lost`: somebody else holds it.
   */
  hold(
    scope: Scope,
    hold: { fencing: number; until: number; rev: number; account: string },
  ): Promise<"held" | "moved" | "lost">;
  /** The price becomes the one that new sales use, those before it stay known. @returns false when the run was lost */
  recordPrice(scope: Scope, fencing: number, price: RecordedPrice): Promise<boolean>;
  /** No price of the item is for new sales any more. @returns false when the run was lost */
  retirePrice(scope: Scope, fencing: number, item: { account: string; kind: ItemKind; name: string }): Promise<boolean>;
  /** Ends the run as done, unless the catalogue has moved on. @returns false then, and when the run was lost */
  finish(scope: Scope, done: FinishedSync & { fencing: number }): Promise<boolean>;
  /** Gives an unfinished run back, to be gone on with at `dueAt`. Does nothing when it was lost. */
  putOff(scope: Scope, run: UnfinishedSync & { fencing: number }): Promise<void>;
}

export interface UnfinishedSync {
  readonly at: number;
  readonly dueAt: number;
  /** Null when only time was over. */
  readonly failure: SyncFailure | null;
  readonly progress: SyncProgress | null;
}

export interface FinishedSync extends CatalogueState {
  readonly at: number;
  /** When the cron looks whether it still is in line; null when there is no reason to. */
  readonly lookAgainAt: number | null;
}

export interface SyncFailure {
  /** Whether Stripe said no, so that the developer has to be told; otherwise it is only tried again. */
  readonly isFinal: boolean;
  readonly code: string;
}

/** What a promotion reads and writes: a project in both modes, and what was put live before. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { AuditEntry } from "../work/audit.ts";
import type { CatalogueContent } from "./plan-promotion.ts";

/** What a mode has beside its catalogue. */
export interface ModeSettings {
  readonly allowedOrigins: string[];
  readonly redirectUris: string[];
  readonly successUrl: string | null;
  readonly cancelUrl: string | null;
  readonly returnUrl: string | null;
  readonly brandName: string | null;
  readonly brandColour: string | null;
  readonly brandLogoUrl: string | null;
}

export interface Snapshot {
  readonly id: number;
  readonly content: CatalogueContent;
}

export interface PromotionState {
  readonly platformId: string;
  /** Until when the owner's plan covers live, in business time; null when there is none. */
  readonly coveredUntil: number | null;
  readonly isLiveConnected: boolean;
  readonly test: Catalogue;
  readonly testSettings: ModeSettings;
  /** Null before the first promotion. */
  readonly live: Catalogue | null;
  /** How many key pairs live ever had. */
  readonly liveKeyCount: number;
  /** What was put live last. */
  readonly last: Snapshot | null;
  /** What a rollback puts live: what stood when the promotion that stands now was made. */
  readonly before: Snapshot | null;
}

export interface PromotionWrite {
  /** What it was planned on. `testRev` is null when test does not matter. */
  readonly basis: { readonly testRev: number | null; readonly liveRev: number | null };
  readonly change: CatalogueContent;
  readonly content: CatalogueContent;
  /** The snapshot that is put live again; null for a promotion of test. */
  readonly restores: number | null;
  /** Of the new mode, at the first promotion. */
  readonly settings: ModeSettings | null;
  readonly audit: AuditEntry;
}

/** Takes the project's test scope. */
export interface PromotionStore {
  /** Null when the project is not there. */
  read(scope: Scope): Promise<PromotionState | null>;
  /**
   * All in one batch: live's rows, the snapshot, the audit entry, the news for the Meters, the sync that is asked for.
   * @returns live's new rev, or null with nothing changed when a catalogue is not what it was planned on
   */
  write(scope: Scope, write: PromotionWrite): Promise<number | null>;
}

/** What live begins with. Addresses that only work on a developer's own machine stay in test. */
export function firstLiveSettings(test: ModeSettings): ModeSettings {
  const isPublic = (url: string) => url.startsWith("https://");
  const publicOrNull = (url: string | null) => (url !== null && isPublic(url) ? url : null);
  return {
    ...test,
    allowedOrigins: test.allowedOrigins.filter(isPublic),
    redirectUris: test.redirectUris.filter(isPublic),
    successUrl: publicOrNull(test.successUrl),
    cancelUrl: publicOrNull(test.cancelUrl),
    returnUrl: publicOrNull(test.returnUrl),
  };
}

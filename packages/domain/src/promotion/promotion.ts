/** What a promotion reads and writes: a project in both modes, and what was put live before. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { AuditEntry } from "../work/audit.ts";
import type { FieldValue } from "./catalogue-differences.ts";
import type { CatalogueContent, PromotionStep } from "./plan-promotion.ts";

/** What live takes over from test beside the catalogue, when it begins. */
export interface CarriedSettings {
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
  readonly testSettings: CarriedSettings;
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
  readonly settings: CarriedSettings | null;
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
export function firstLiveSettings(test: CarriedSettings): CarriedSettings {
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

/** What is carried over, as a step of the plan; null when there is nothing. */
export function settingsStep(settings: CarriedSettings): PromotionStep | null {
  const isSet = (value: FieldValue) => value !== null && !(Array.isArray(value) && value.length === 0);
  const fields = Object.entries(settings as unknown as Record<string, FieldValue>)
    .filter(([, value]) => isSet(value))
    .map(([field, to]) => ({ field, from: null, to }));
  if (fields.length === 0) return null;
  return { action: "create", kind: "settings", name: "settings", fields, reason: "first_settings" };
}

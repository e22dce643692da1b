/** What a project sells in a mode, as its editor sees it: all that was ever named, what is archived included. */
import { catalogueLimits, type ProjectType } from "@dream-api/contract";
import type { NewProduct, NewTier } from "../projects/project.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { AuditEntry } from "../work/audit.ts";

interface Placed {
  readonly position: number;
  /** Real time; null for what is sold. A removed name stays here, so that it can't come to mean something else. */
  readonly archivedAt: number | null;
}

export type CatalogueTier = NewTier & Placed;
export type CatalogueProduct = Omit<NewProduct, "soldOut"> & Placed;

/** What changes by itself is left alone unless it is said: sales change the stock, and each mode is sold out by itself. */
export type ChangedProduct = CatalogueProduct & { readonly stocked?: true; readonly soldOut?: boolean };

export interface Catalogue {
  readonly platformId: string;
  readonly type: ProjectType;
  readonly currency: string;
  /** Grows with each change. */
  readonly rev: number;
  readonly tiers: readonly CatalogueTier[];
  readonly products: readonly CatalogueProduct[];
}

export interface CatalogueChange {
  /** Each as it is from now on. */
  readonly tiers?: readonly CatalogueTier[];
  readonly products?: readonly ChangedProduct[];
  readonly audit: Pick<AuditEntry, "action" | "detail">;
}

export interface CatalogueStore {
  /** Null when the project is not there in this mode. */
  read(scope: Scope): Promise<Catalogue | null>;
  /**
   * Makes the change with its audit entry, and asks for a sync where an account is connected.
   * @param basis the catalogue that the change was made from
   * @returns the project's new rev, or null when the catalogue has changed since: then nothing was written
   */
  write(scope: Scope, basis: Catalogue, change: CatalogueChange, actor: AuditEntry["actor"]): Promise<number | null>;
}

/** Names that a project may ever use in a mode: a removed one still takes its place. */
export const tierNamesPerProject = 100;
export const productNamesPerProject = 1000;
/** As many as Stripe's portal offers to change between. */
export const paidTiersPerProject: number = catalogueLimits.paidTiers;

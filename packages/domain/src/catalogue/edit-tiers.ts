/** The rules of editing tiers. Each takes the catalogue as it is and says what changes. */

import { DreamError } from "../errors.ts";
import type { NewTier } from "../projects/project.ts";
import {
  type Catalogue,
  type CatalogueChange,
  type CatalogueTier,
  paidTiersPerProject,
  tierNamesPerProject,
} from "./catalogue.ts";
import { type Changes, nextPosition, refuse, requireAmount, withChanges } from "./edit-rules.ts";

export type TierEdit = Changes<Omit<NewTier, "name">>;

/** A name that was removed comes back with the new values. @throws DreamError */
export function addTier(catalogue: Catalogue, tier: NewTier): CatalogueChange {
  requireSaas(catalogue);
  const known = catalogue.tiers.find(({ name }) => name === tier.name);
  if (known?.archivedAt === null) throw new DreamError("name_taken");
  if (!known && catalogue.tiers.length >= tierNamesPerProject) throw new DreamError("catalogue_limit_reached");
  const added = { ...tier, position: nextPosition(catalogue.tiers), archivedAt: null };
  requireRoom(catalogue, added);
  requireAmount(catalogue, tier.unitAmount, "body.tier.unitAmount");
  return { tiers: [added], audit: { action: "tier.added", detail: { ...tier } } };
}

/** Null when nothing changes. @throws DreamError */
export function changeTier(catalogue: Catalogue, name: string, edit: TierEdit): CatalogueChange | null {
  const tier = soldTier(catalogue, name);
  const changed = withChanges<CatalogueTier>(tier, edit);
  requireRoom(catalogue, changed);
  requireAmount(catalogue, edit.unitAmount, "body.changes.unitAmount");
  if (JSON.stringify(changed) === JSON.stringify(tier)) return null;
  return { tiers: [changed], audit: { action: "tier.changed", detail: { name, ...edit } } };
}

/** @param names every tier that is sold, once, in their new order. @throws DreamError */
export function orderTiers(catalogue: Catalogue, names: readonly string[]): CatalogueChange | null {
  requireSaas(catalogue);
  const sold = catalogue.tiers.filter(({ archivedAt }) => archivedAt === null);
  const isEachOnce = names.length === sold.length && sold.every(({ name }) => names.includes(name));
  if (!isEachOnce) throw refuse("body.names", "name every tier once");
  const tiers = sold
    .map((tier) => ({ ...tier, position: names.indexOf(tier.name) }))
    .filter((tier) => catalogue.tiers.some(({ name, position }) => name === tier.name && position !== tier.position));
  return tiers.length === 0 ? null : { tiers, audit: { action: "tiers.ordered", detail: { names: [...names] } } };
}

/** The row stays, archived: the Meters learn from it that the tier is gone. @throws DreamError */
export function removeTier(catalogue: Catalogue, name: string, at: number): CatalogueChange {
  const tier = soldTier(catalogue, name);
  return { tiers: [{ ...tier, archivedAt: at }], audit: { action: "tier.removed", detail: { name } } };
}

function soldTier(catalogue: Catalogue, wanted: string): CatalogueTier {
  requireSaas(catalogue);
  const tier = catalogue.tiers.find(({ name, archivedAt }) => name === wanted && archivedAt === null);
  if (!tier) throw new DreamError("not_found");
  return tier;
}

function requireSaas({ type }: Catalogue): void {
  if (type !== "saas") throw new DreamError("wrong_project_type");
}

/** One free tier, which is what new users get, and no more paid ones than a portal can show. */
function requireRoom(catalogue: Catalogue, tier: CatalogueTier): void {
  const others = catalogue.tiers.filter(({ name, archivedAt }) => archivedAt === null && name !== tier.name);
  const free = others.filter(({ unitAmount }) => unitAmount === 0);
  if (tier.unitAmount > 0) {
    if (others.length - free.length >= paidTiersPerProject) throw new DreamError("catalogue_limit_reached");
    return;
  }
  if (free.length > 0) throw new DreamError("free_tier_exists");
  if (tier.trialDays > 0) throw refuse("body.changes.trialDays", "a free tier has no trial");
}

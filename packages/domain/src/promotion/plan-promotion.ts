/**
 * What putting a catalogue live would do. Names are identity: the same in test and live, for ever. What only live has is
 * left as it is, and so are live stock and what live customers pay.
 */
import type { ErrorCode } from "@dream-api/contract";
import { type Catalogue, type CatalogueTier, paidTiersPerProject } from "../catalogue/catalogue.ts";
import { differences, type FieldChange, firstFields, type Item, withFieldsOf } from "./catalogue-differences.ts";

export type CatalogueContent = Pick<Catalogue, "tiers" | "products">;

export type PromotionReason =
  | "not_in_live"
  | "differs"
  | "archived"
  | "brought_back"
  | "not_promoted_then"
  | "never_in_live"
  | "same"
  | "only_in_live"
  | "first_settings";

export interface PromotionStep {
  readonly action: "create" | "change" | "archive" | "leave";
  readonly kind: "tier" | "product" | "settings";
  readonly name: string;
  readonly fields: readonly FieldChange[];
  readonly reason: PromotionReason;
}

export interface PromotionPlan {
  readonly steps: readonly PromotionStep[];
  /** Names of what was changed in live since the last promotion and would be set back. */
  readonly editedInLive: readonly string[];
  /** Why live may not become this; null when it may. */
  readonly refusal: ErrorCode | null;
  /** The live items as they are written, what is no longer free before what becomes it. */
  readonly change: CatalogueContent;
}

export interface PromotionBasis {
  /** What is to be live: the test catalogue, or what was live before. */
  readonly wanted: CatalogueContent;
  readonly live: CatalogueContent;
  /** What was put live last; null before the first promotion. */
  readonly last: CatalogueContent | null;
  /** Whether what the last promotion brought and `wanted` does not know goes again. */
  readonly isRollback: boolean;
  /** Real time. */
  readonly at: number;
}

export function planPromotion(basis: PromotionBasis): PromotionPlan {
  const tiers = planKind("tier", basis, ({ tiers: items }) => items);
  const products = planKind("product", basis, ({ products: items }) => items);
  return {
    steps: [...tiers.steps, ...products.steps],
    editedInLive: [...tiers.editedInLive, ...products.editedInLive],
    refusal: refusalOf(tiers.after),
    change: { tiers: [...tiers.change].sort(freeLast), products: products.change },
  };
}

interface PlanOfKind<Kind extends Item> {
  readonly steps: PromotionStep[];
  readonly editedInLive: string[];
  readonly change: Kind[];
  /** All that is live then. */
  readonly after: Kind[];
}

function planKind<Kind extends Item>(
  kind: "tier" | "product",
  { wanted, live, last, isRollback, at }: PromotionBasis,
  itemsOf: (content: CatalogueContent) => readonly Kind[],
): PlanOfKind<Kind> {
  const plan: PlanOfKind<Kind> = { steps: [], editedInLive: [], change: [], after: [] };
  const find = (content: CatalogueContent | null, wantedName: string) =>
    content === null ? undefined : itemsOf(content).find(({ name }) => name === wantedName);
  const add = (name: string, decision: Decision<Kind>, before: Kind | undefined) => {
    const { becomes, action, reason, fields } = decision;
    plan.steps.push({ action, kind, name, fields, reason });
    if (becomes) plan.change.push(becomes);
    const after = becomes ?? before;
    if (after) plan.after.push(after);
    const promoted = find(last, name);
    if (before && promoted && isSetBack(kind, promoted, before, fields)) plan.editedInLive.push(name);
  };
  for (const item of itemsOf(wanted)) {
    const before = find(live, item.name);
    add(item.name, before ? decideKnown(kind, item, before, at) : decideNew(kind, item), before);
  }
  for (const item of itemsOf(live)) {
    if (find(wanted, item.name)) continue;
    const cameSince = isRollback && find(last, item.name) !== undefined;
    add(item.name, cameSince ? decideGone(kind, item, at) : leave("only_in_live"), item);
  }
  return plan;
}

interface Decision<Kind extends Item> extends Pick<PromotionStep, "action" | "fields" | "reason"> {
  readonly becomes: Kind | null;
}

/** Stock is copied here and never again: from now on live sales change it. */
function decideNew<Kind extends Item>(kind: "tier" | "product", item: Kind): Decision<Kind> {
  if (item.archivedAt !== null) return leave("never_in_live");
  return { action: "create", reason: "not_in_live", fields: firstFields(kind, item), becomes: item };
}

function decideKnown<Kind extends Item>(kind: "tier" | "product", item: Kind, live: Kind, at: number): Decision<Kind> {
  const fields = differences(kind, live, item);
  if (fields.length === 0) return leave("same");
  const isArchived = item.archivedAt !== null;
  const wasArchived = live.archivedAt !== null;
  const archivedAt = isArchived ? (live.archivedAt ?? at) : null;
  const becomes = { ...withFieldsOf(kind, live, item), archivedAt };
  if (isArchived && !wasArchived) return { action: "archive", reason: "archived", fields, becomes };
  return { action: "change", reason: wasArchived && !isArchived ? "brought_back" : "differs", fields, becomes };
}

function decideGone<Kind extends Item>(kind: "tier" | "product", live: Kind, at: number): Decision<Kind> {
  if (live.archivedAt !== null) return leave("only_in_live");
  const becomes = { ...live, archivedAt: at };
  return { action: "archive", reason: "not_promoted_then", fields: differences(kind, live, becomes), becomes };
}

function leave(reason: PromotionReason): Decision<never> {
  return { action: "leave", reason, fields: [], becomes: null };
}

/** Whether something that was changed in live since it was put there is changed now. */
function isSetBack(kind: "tier" | "product", promoted: Item, live: Item, fields: readonly FieldChange[]): boolean {
  const edited = differences(kind, promoted, live).map(({ field }) => field);
  return fields.some(({ field }) => edited.includes(field));
}

/** The rules of a catalogue hold for live as a whole, what only live has included. */
function refusalOf(tiers: readonly CatalogueTier[]): ErrorCode | null {
  const sold = tiers.filter(({ archivedAt }) => archivedAt === null);
  const free = sold.filter(isFree);
  if (free.length > 1) return "free_tier_exists";
  return sold.length - free.length > paidTiersPerProject ? "catalogue_limit_reached" : null;
}

/** There is one free tier at every moment, also between two rows of one batch. */
function freeLast(left: CatalogueTier, right: CatalogueTier): number {
  return Number(isFree(left) && left.archivedAt === null) - Number(isFree(right) && right.archivedAt === null);
}

function isFree({ unitAmount }: CatalogueTier): boolean {
  return unitAmount === 0;
}

/** What is kept of a promotion, so that it can be put live again. */
export function contentOf({ tiers, products }: CatalogueContent): CatalogueContent {
  return { tiers, products };
}

export function isSameContent(left: CatalogueContent, right: CatalogueContent): boolean {
  const isSame = (kind: "tier" | "product", some: readonly Item[], others: readonly Item[]) =>
    some.length === others.length &&
    some.every((item) => {
      const other = others.find(({ name }) => name === item.name);
      return other !== undefined && differences(kind, item, other).length === 0;
    });
  return isSame("tier", left.tiers, right.tiers) && isSame("product", left.products, right.products);
}

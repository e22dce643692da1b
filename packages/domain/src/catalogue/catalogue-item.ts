/** A tier or a product of ours as it should stand on Stripe. */
import type { Interval } from "@dream-api/contract";
import { idPrefixes, parseProjectId } from "../ids.ts";
import { type Scope, scopeOf } from "../tenancy/scope.ts";
import type { ProductFields } from "./stripe-catalogue.ts";

export type ItemKind = "tier" | "product";

export interface CatalogueItem {
  readonly kind: ItemKind;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly imageUrl: string | null;
  readonly features: readonly string[];
  readonly unitAmount: number;
  readonly currency: string;
  /** Null for what is sold once. */
  readonly interval: Interval | null;
  /** Units of usage per month; null is unlimited. Products have none. */
  readonly limit?: number | null;
  readonly isShippable: boolean;
  readonly isArchived: boolean;
  /** The price that new sales use by our own rows, on the account in question. */
  readonly recordedPriceId: string | null;
}

/**
 * The id that we choose for an item's Stripe product. It is the item's identity there, so it never changes; that of
 * another project or mode is another, on whichever account.
 */
export function stripeProductId({ projectId, mode }: Scope, { kind, name }: ItemName) {
  return `da_${projectId.slice(idPrefixes.project.length)}_${mode}_${kind}_${name}`;
}

const stripeProductIdPattern = /^da_([0-9A-Za-z]{16})_(test|live)_(tier|product)_(.+)$/;

/** Which item an id of ours stands for. On an account anybody may have made it: whose it is, is asked of our rows. */
export function parseStripeProductId(productId: string): (ItemName & { readonly scope: Scope }) | null {
  const [, digits, mode, kind, name] = stripeProductIdPattern.exec(productId) ?? [];
  const projectId = parseProjectId(`${idPrefixes.project}${digits}`);
  if (!projectId || !name) return null;
  return { scope: scopeOf(projectId, mode as Scope["mode"]), kind: kind as ItemKind, name };
}

export type ItemName = Pick<CatalogueItem, "kind" | "name">;

/** Items are gone through in the order of their keys. */
export function itemKey({ kind, name }: ItemName): string {
  return `${kind} ${name}`;
}

/** A free tier exists only with us: there is nothing to sell. */
export function isFreeTier({ kind, unitAmount }: Pick<CatalogueItem, "kind" | "unitAmount">): boolean {
  return kind === "tier" && unitAmount === 0;
}

/** Stripe takes so many features for a product, each of so many characters (`marketing_features`). */
const stripeFeatures = 15;
const stripeFeatureLength = 80;

export function productFieldsOf(scope: Scope, item: CatalogueItem): ProductFields {
  const { kind, name, displayName, description, imageUrl, features, isShippable, limit } = item;
  return {
    displayName,
    description,
    imageUrl,
    features: features.slice(0, stripeFeatures).map((feature) => feature.slice(0, stripeFeatureLength)),
    isShippable,
    isActive: true,
    metadata: {
      dream_api_project: scope.projectId,
      dream_api_mode: scope.mode,
      [`dream_api_${kind}`]: name,
      ...(limit === undefined ? {} : { dream_api_limit: limit === null ? "unlimited" : String(limit) }),
    },
  };
}

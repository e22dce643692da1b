/** Tiers and products while they are being typed: an amount may not be one yet. */
import type { ProductInput, TierInput } from "@dream-api/contract";

export interface TierDraft extends Omit<TierInput, "unitAmount"> {
  readonly unitAmount: number | null;
}

export interface ProductDraft extends Omit<ProductInput, "unitAmount"> {
  readonly unitAmount: number | null;
}

/** What is wrong, by field: `unitAmount`, or `features.0`. */
export type Issues = Readonly<Record<string, string>>;

/** Those below a path, without it: of `tiers.0` from `tiers.0.name`. */
export function issuesUnder(issues: Issues, path: string): Issues {
  const prefix = `${path}.`;
  return Object.fromEntries(
    Object.entries(issues).flatMap(([name, message]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), message]] : [],
    ),
  );
}

export function newTier(overrides: Partial<TierDraft> = {}): TierDraft {
  return {
    name: "",
    displayName: "",
    unitAmount: null,
    interval: "month",
    limit: 1000,
    rateLimitPerMinute: 100,
    features: [],
    popular: false,
    trialDays: 0,
    ...overrides,
  };
}

export function newProduct(overrides: Partial<ProductDraft> = {}): ProductDraft {
  return {
    name: "",
    displayName: "",
    description: "",
    unitAmount: null,
    imageUrl: null,
    features: [],
    stock: null,
    soldOut: false,
    shippable: false,
    ...overrides,
  };
}

/** Counts and shares for people. */

/** 12345 is `12,345`; with `isCompact` it is `12.3K`. */
export function formatCount(count: number, { isCompact = false }: { isCompact?: boolean } = {}): string {
  return new Intl.NumberFormat("en", isCompact ? { notation: "compact", maximumFractionDigits: 1 } : {}).format(count);
}

/** @param share 0.123 is `12.3%` */
export function formatShare(share: number): string {
  return new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** A tier's limit with its noun: `100 uses`, `1 use`, `Unlimited uses`. */
export function formatUses(limit: number | null): string {
  return `${formatLimit(limit)} ${limit === 1 ? "use" : "uses"}`;
}

/** A limit as the catalogue has it: null is unlimited. */
export function formatLimit(limit: number | null): string {
  return limit === null ? "Unlimited" : formatCount(limit);
}

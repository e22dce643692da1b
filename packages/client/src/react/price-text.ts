/** A tier's price as people write it. */
import type { Tier } from "../generated/wire.ts";

/** `$29` for 2900 of usd: whole amounts without a fraction. */
export function priceText({ unitAmount, currency }: Pick<Tier, "unitAmount" | "currency">, locale?: string): string {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency });
  const minorDigits = money.resolvedOptions().maximumFractionDigits ?? 2;
  const amount = unitAmount / 10 ** minorDigits;
  if (!Number.isInteger(amount)) return money.format(amount);
  return new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 }).format(amount);
}

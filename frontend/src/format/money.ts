/** Money for people. Amounts are integers in the currency's minor unit, as the wire has them. */

/** Where Stripe counts in hundredths although the currency has none. */
const hundredthsAtStripe = ["isk", "ugx"];

/** How many digits stand behind the point: 2 for usd, 0 for jpy, 3 for kwd. */
function minorDigits(currency: string): number {
  if (hundredthsAtStripe.includes(currency)) return 2;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** 2900 usd is `$29`, 2950 usd is `$29.50`: what is even is written without a point unless `isExact`. */
export function formatMoney(
  unitAmount: number,
  currency: string,
  { isExact = false, isCompact = false }: { isExact?: boolean; isCompact?: boolean } = {},
): string {
  const digits = minorDigits(currency);
  const amount = unitAmount / 10 ** digits;
  const isEven = Number.isInteger(amount) && !isExact;
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...(isCompact && Math.abs(amount) >= 10_000
      ? { notation: "compact", maximumFractionDigits: 1 }
      : { minimumFractionDigits: isEven ? 0 : digits, maximumFractionDigits: isEven ? 0 : digits }),
  }).format(amount);
}

/** What somebody typed, in minor units; null when it is not an amount of this currency. */
export function parseMoney(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const match = /^\s*(\d+)(?:[.,](\d*))?\s*$/.exec(text);
  if (!match || (match[2] ?? "").length > digits) return null;
  return Number(`${match[1]}${(match[2] ?? "").padEnd(digits, "0")}`);
}

/** As somebody would type it: 2900 usd is `29`, 2950 usd is `29.50`. */
export function writeMoney(unitAmount: number, currency: string): string {
  const digits = minorDigits(currency);
  const amount = unitAmount / 10 ** digits;
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(digits);
}

/** What Stripe takes: in which currencies, in which steps, and from which amount on (https://docs.stripe.com/currencies). */

/** Those that Stripe charges in; which of them an account may use depends on its country too. */
export const currencies: readonly string[] = `
  aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc
  cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes
  kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr
  nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try
  ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw`
  .trim()
  .split(/\s+/);

/**
 * Amounts are multiples of this. Of three decimals the last must be 0; the króna and the Ugandan shilling have no smaller
 * unit, but are written with two decimals. HUF and TWD are whole only in payouts, which are not ours.
 */
const steps = new Map([
  ...["bhd", "jod", "kwd", "omr", "tnd"].map((currency) => [currency, 10] as const),
  ...["isk", "ugx"].map((currency) => [currency, 100] as const),
]);

export function amountStep(currency: string): number {
  return steps.get(currency) ?? 1;
}

const fiftyCents = "usd ars aud brl cad chf cop eur idr ils inr jpy krw nzd php rub sgd zar".split(" ");
const minimums = new Map([
  ...fiftyCents.map((currency) => [currency, 50] as const),
  ...Object.entries({ gbp: 30, dkk: 250, nok: 300, sek: 300, hkd: 400, czk: 1500, huf: 17_500 }),
  ...Object.entries({ aed: 200, myr: 200, pln: 200, ron: 200, mxn: 1000, thb: 1000 }),
]);

/**
 * The least that Stripe charges at once, in the minor unit. Where it lists none, what the amount converts to decides, and
 * Stripe alone knows that.
 */
export function minimumCharge(currency: string): number {
  return minimums.get(currency) ?? amountStep(currency);
}

/** Why Stripe would not have an amount; null when it would. @param isCharged whether it is charged alone, as a tier's is */
export function amountProblem(
  currency: string,
  unitAmount: number,
  { isCharged }: { isCharged: boolean },
): string | null {
  const step = amountStep(currency);
  if (unitAmount % step !== 0) return `in ${currency} a multiple of ${step}`;
  const least = minimumCharge(currency);
  return isCharged && unitAmount > 0 && unitAmount < least ? `in ${currency} at least ${least}` : null;
}

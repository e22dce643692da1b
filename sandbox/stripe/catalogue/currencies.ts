/** What Stripe says of currencies (https://docs.stripe.com/currencies): which it charges in, how they are written, how little. */
import { invalid } from "../wire/refusal.ts";

const supported =
  `usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad
  cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils
  inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr
  mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std
  szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw`.split(/\s+/);

const zeroDecimal = [
  "bif",
  "clp",
  "djf",
  "gnf",
  "jpy",
  "kmf",
  "krw",
  "mga",
  "pyg",
  "rwf",
  "vnd",
  "vuv",
  "xaf",
  "xof",
  "xpf",
];
const threeDecimal = ["bhd", "jod", "kwd", "omr", "tnd"];
/** Have no smaller unit but are written with two decimals, for those who did so before. */
const wholeOfTwoDecimal = ["isk", "ugx"];

/** Of those that Stripe lists; for the others it depends on what they convert to. */
const minimums: Record<string, number> = {
  ...{
    aed: 200,
    ars: 50,
    aud: 50,
    brl: 50,
    cad: 50,
    chf: 50,
    cop: 50,
    czk: 1500,
    dkk: 250,
    eur: 50,
    gbp: 30,
    hkd: 400,
  },
  ...{ huf: 17_500, idr: 50, ils: 50, inr: 50, jpy: 50, krw: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50, php: 50 },
  ...{ pln: 200, ron: 200, rub: 50, sek: 300, sgd: 50, thb: 1000, usd: 50, zar: 50 },
};

/** @throws StripeRefusal for what Stripe does not charge in */
export function currencyOf(currency: string): string {
  const code = currency.toLowerCase();
  if (supported.includes(code)) return code;
  throw invalid(
    `Invalid currency: ${code}. Stripe currently supports these currencies: ${supported.join(", ")}`,
    "currency",
  );
}

export function minimumAmount(currency: string): number {
  return minimums[currency] ?? 1;
}

/** @throws StripeRefusal for a fraction that can't be charged: of three decimals the last must be 0 */
export function refuseFraction(amount: number, currency: string, param: string): void {
  const step = threeDecimal.includes(currency) ? 10 : wholeOfTwoDecimal.includes(currency) ? 100 : 1;
  if (amount % step === 0) return;
  throw invalid(`Invalid ${currency} amount: ${amount}. Must be evenly divisible by ${step}.`, param);
}

export function decimalsOf(currency: string): number {
  if (zeroDecimal.includes(currency)) return 0;
  return threeDecimal.includes(currency) ? 3 : 2;
}

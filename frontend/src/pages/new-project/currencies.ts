/** Currencies to choose from: the common ones first, then all that the browser knows. */
const common = ["usd", "eur", "gbp", "cad", "aud", "jpy"];

const names = new Intl.DisplayNames("en", { type: "currency" });

const others = Intl.supportedValuesOf("currency")
  .map((code) => code.toLowerCase())
  .filter((code) => !common.includes(code));

export const currencies = [...common, ...others].map((code) => ({
  code,
  label: `${code.toUpperCase()} · ${names.of(code.toUpperCase())}`,
}));

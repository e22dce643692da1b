import DreamAPI from "dream-api";

const { publishableKey, baseUrl } = await (await fetch("settings.json")).json();

export const shop = new DreamAPI(publishableKey, { baseUrl });

export function priceText(unitAmount, currency) {
  const money = new Intl.NumberFormat(undefined, { style: "currency", currency });
  return money.format(unitAmount / 10 ** money.resolvedOptions().maximumFractionDigits);
}

/** Takes the steps of one item's plan, each only while `mayGoOn` allows it. */
import type { PlannedItem, PlanStep } from "./plan-catalogue.ts";
import type { NewPrice, StripeCatalogue } from "./stripe-catalogue.ts";

export interface ItemApplication {
  readonly account: string;
  readonly stripe: StripeCatalogue;
  /** Asked before each step; what it throws ends the application. */
  readonly mayGoOn: () => Promise<void>;
  readonly recordPrice: (item: PlannedItem, priceId: string, price: NewPrice) => Promise<void>;
  readonly retirePrice: (item: PlannedItem) => Promise<void>;
}

export async function applyItem(item: PlannedItem, application: ItemApplication): Promise<void> {
  let madePriceId: string | null = null;
  for (const step of item.steps) {
    await application.mayGoOn();
    if (step.do === "create_price") {
      madePriceId = await application.stripe.createPrice(application.account, item.productId, step.price);
    } else {
      await takeStep(item, step, madePriceId, application);
    }
  }
}

function takeStep(
  item: PlannedItem,
  step: Exclude<PlanStep, { do: "create_price" }>,
  madePriceId: string | null,
  { account, stripe, recordPrice, retirePrice }: ItemApplication,
): Promise<void> {
  const { productId } = item;
  switch (step.do) {
    case "create_product":
      return stripe.createProduct(account, productId, step.fields);
    case "change_product":
      return stripe.changeProduct(account, productId, step.changes);
    case "record_price":
      return recordPrice(item, existing(step.priceId ?? madePriceId), step.price);
    case "set_default_price":
      return stripe.changeProduct(account, productId, { defaultPriceId: existing(step.priceId ?? madePriceId) });
    case "retire_price":
      return retirePrice(item);
    case "archive_price":
      return stripe.archivePrice(account, step.priceId);
  }
}

function existing(priceId: string | null): string {
  if (priceId === null) throw new Error("A plan speaks of a price before it makes it");
  return priceId;
}

/** Prices: never deleted, never re-amounted; a lookup key belongs to one price and moves only when asked to. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing, notSimulated } from "../wire/refusal.ts";
import { addProduct } from "./add-product.ts";
import { currencyOf, refuseFraction } from "./currencies.ts";
import type { PriceEntity } from "./price-entity.ts";

const maxUnitAmount = 99_999_999;

export function createPrice(books: Books, params: Stripe.PriceCreateParams): Wire {
  refuseUnsimulated(
    "prices",
    params,
    "tiers",
    "tiers_mode",
    "custom_unit_amount",
    "currency_options",
    "transform_quantity",
  );
  if (params.billing_scheme === "tiered") throw missing("tiers");
  const price: PriceEntity = {
    id: books.newId("price"),
    created: books.now,
    active: params.active ?? true,
    currency: currencyOf(params.currency),
    lookup_key: null,
    metadata: {},
    nickname: params.nickname ?? null,
    product: productOf(books, params),
    recurring: recurringOf(params.recurring),
    tax_behavior: params.tax_behavior ?? "unspecified",
    unit_amount: unitAmountOf(params),
  };
  withMetadata(price, params.metadata);
  if (params.lookup_key) {
    claimLookupKey(books, params.lookup_key, params.transfer_lookup_key ?? false);
    price.lookup_key = params.lookup_key;
  }
  return books.show("price", books.add("price", price, "price.created"));
}

/** A price that only exists inside a session or subscription. */
export function createInlinePrice(
  books: Books,
  data: Pick<Stripe.PriceCreateParams, "currency" | "product" | "product_data" | "unit_amount" | "recurring">,
): PriceEntity {
  const price: PriceEntity = {
    id: books.newId("price"),
    created: books.now,
    active: true,
    currency: currencyOf(data.currency),
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: productOf(books, data),
    recurring: recurringOf(data.recurring),
    tax_behavior: "unspecified",
    unit_amount: unitAmountOf(data),
    is_inline: true,
  };
  return books.add("price", price, "price.created");
}

export function updatePrice(books: Books, params: Stripe.PriceUpdateParams, id: string): Wire {
  refuseUnsimulated("prices", params, "currency_options");
  const price = books.get("price", id);
  if (params.lookup_key && params.lookup_key !== price.lookup_key) {
    claimLookupKey(books, params.lookup_key, params.transfer_lookup_key ?? false);
  }
  books.change("price", price, "price.updated", (draft) => {
    Object.assign(draft, pick(params, "active", "nickname", "lookup_key", "tax_behavior"));
    withMetadata(draft, params.metadata);
  });
  return books.show("price", price);
}

export function retrievePrice(books: Books, _params: object, id: string): Wire {
  return books.show("price", books.get("price", id));
}

export function listPrices(books: Books, params: Stripe.PriceListParams): Wire {
  const { active, currency, lookup_keys: keys, product, recurring, type } = params;
  return listObjects(books, "price", params as ListParams, {
    url: "/v1/prices",
    where: product ? ["product", product] : undefined,
    accepts: (price) =>
      price.is_inline !== true &&
      // Without a filter Stripe answers the active ones.
      price.active === (active ?? (keys ? price.active : true)) &&
      (currency === undefined || price.currency === currency) &&
      (keys?.includes(price.lookup_key ?? "") ?? true) &&
      (type === undefined || (type === "recurring") === (price.recurring !== null)) &&
      (recurring?.interval === undefined || price.recurring?.interval === recurring.interval) &&
      (recurring?.usage_type === undefined || price.recurring?.usage_type === recurring.usage_type),
  });
}

function productOf(books: Books, params: Pick<Stripe.PriceCreateParams, "product" | "product_data">): string {
  if (params.product && params.product_data) {
    throw invalid(
      "You may only specify one of these parameters: product, product_data.",
      "product",
      "parameters_exclusive",
    );
  }
  if (params.product_data) return addProduct(books, params.product_data).id;
  if (!params.product) throw missing("product");
  return books.refer("product", params.product, "product").id;
}

function unitAmountOf(
  params: Pick<Stripe.PriceCreateParams, "currency" | "unit_amount" | "unit_amount_decimal">,
): number {
  const amount = params.unit_amount ?? Number(params.unit_amount_decimal ?? Number.NaN);
  if (Number.isNaN(amount)) throw missing("unit_amount");
  if (!Number.isInteger(amount))
    refuseUnsimulated("prices of a fraction of a minor unit", params, "unit_amount_decimal");
  if (amount < 0)
    throw invalid("This value must be greater than or equal to 0.", "unit_amount", "parameter_invalid_integer");
  if (amount > maxUnitAmount)
    throw invalid(`Invalid integer: ${amount} is too large`, "unit_amount", "parameter_invalid_integer");
  refuseFraction(amount, currencyOf(params.currency), "unit_amount");
  return amount;
}

function recurringOf(recurring: Stripe.PriceCreateParams["recurring"]): PriceEntity["recurring"] {
  if (!recurring) return null;
  refuseUnsimulated("recurring prices", recurring, "trial_period_days");
  const count = recurring.interval_count ?? 1;
  const limit = { day: 1095, week: 156, month: 36, year: 3 }[recurring.interval as "day" | "week" | "month" | "year"];
  if (count < 1 || count > limit) {
    throw invalid(
      `Invalid interval count: must be between 1 and ${limit} for ${recurring.interval}.`,
      "recurring[interval_count]",
    );
  }
  if (recurring.usage_type === "metered") throw notSimulated("metered prices");
  return {
    interval: recurring.interval as "month",
    interval_count: count,
    meter: null,
    usage_type: "licensed",
  };
}

function claimLookupKey(books: Books, key: string, mayTransfer: boolean): void {
  for (const holder of books.all("price", "lookup_key", key)) {
    if (!mayTransfer) {
      throw invalid(
        `A price (\`${holder.id}\`) already uses that lookup key. Use \`transfer_lookup_key: true\` to move it.`,
        "lookup_key",
        "resource_already_exists",
      );
    }
    books.change("price", holder, "price.updated", (draft) => {
      draft.lookup_key = null;
    });
  }
}

/** Reading the `line_items` of a new session, and refusing what Checkout would not sell. */
import type Stripe from "stripe";
import type { PriceEntity } from "../catalogue/price-entity.ts";
import { createInlinePrice } from "../catalogue/prices.ts";
import { mergeMetadata } from "../schema/metadata-rules.ts";
import type { Books } from "../store/books.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing } from "../wire/refusal.ts";
import type { SessionEntity, SessionLine } from "./session-entity.ts";

const maxLines = 100;
const maxOfEachInSubscription = 20;

type LineParams = Stripe.Checkout.SessionCreateParams.LineItem;

export function readLines(books: Books, mode: SessionEntity["mode"], params: LineParams[] | undefined): SessionLine[] {
  if (!params || params.length === 0) throw missing("line_items");
  if (params.length > maxLines) throw invalid(`You can pass at most ${maxLines} line items.`, "line_items");
  const read = params.map((line, index) => readLine(books, mode, line, `line_items[${index}]`));
  const recurring = read.filter(({ price }) => price.recurring);
  if (mode === "subscription" && recurring.length === 0) {
    throw invalid(
      "You must provide at least one recurring price in `subscription` mode when using prices.",
      "line_items",
    );
  }
  const oneTime = read.length - recurring.length;
  if (mode === "subscription" && Math.max(recurring.length, oneTime) > maxOfEachInSubscription) {
    throw invalid(
      `You can pass at most ${maxOfEachInSubscription} recurring and ${maxOfEachInSubscription} one-time line items.`,
      "line_items",
    );
  }
  if (new Set(read.map(({ price }) => price.currency)).size > 1) {
    throw invalid("All prices on a Checkout Session must have the same currency.", "line_items");
  }
  return read.map(({ line }) => line);
}

function readLine(
  books: Books,
  mode: string,
  params: LineParams,
  param: string,
): { line: SessionLine; price: PriceEntity } {
  refuseUnsimulated("line items", params, "tax_rates");
  const price = priceOf(books, params, param);
  if (!price.active)
    throw invalid(
      "The price specified is inactive. This field only accepts active prices.",
      `${param}[price]`,
      "price_inactive",
    );
  if (!books.own("product", price.product).active) {
    throw invalid(
      `The product ${price.product} is marked as inactive, and thus purchases cannot be created for this product.`,
      `${param}[price]`,
    );
  }
  if (mode === "payment" && price.recurring) {
    throw invalid(
      "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
      `${param}[price]`,
    );
  }
  if (params.quantity === undefined) throw missing(`${param}[quantity]`);
  const { quantity } = params;
  if (quantity < 1)
    throw invalid("This value must be greater than or equal to 1.", `${param}[quantity]`, "parameter_invalid_integer");
  const adjustable = params.adjustable_quantity;
  const line: SessionLine = {
    id: books.newId("li"),
    price: price.id,
    quantity,
    metadata: mergeMetadata({}, params.metadata),
    adjustable_quantity: adjustable
      ? { enabled: adjustable.enabled, maximum: adjustable.maximum ?? 99, minimum: adjustable.minimum ?? 0 }
      : null,
  };
  return { line, price };
}

function priceOf(books: Books, params: LineParams, param: string): PriceEntity {
  if (params.price && params.price_data) {
    throw invalid(
      "You may only specify one of these parameters: price, price_data.",
      `${param}[price]`,
      "parameters_exclusive",
    );
  }
  if (params.price_data) return createInlinePrice(books, params.price_data as never);
  if (!params.price) throw missing(`${param}[price]`);
  return books.refer("price", params.price, `${param}[price]`);
}

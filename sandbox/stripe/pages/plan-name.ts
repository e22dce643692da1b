/** A price as a payer reads it: product, amount and rhythm. */
import type { Books } from "../store/books.ts";
import { money } from "./layout.ts";

export function planName(books: Books, id: string): string {
  const price = books.own("price", id);
  const every = price.recurring ? ` / ${price.recurring.interval}` : "";
  return `${books.own("product", price.product).name} ${money(price.unit_amount, price.currency)}${every}`;
}

/** A one-time price on an invoice. */
import type { PriceEntity } from "../catalogue/price-entity.ts";
import type { Books } from "../store/books.ts";
import type { InvoiceLineEntity } from "./invoice-entity.ts";

export function lineOfPrice(books: Books, price: PriceEntity, quantity: number): InvoiceLineEntity {
  return {
    id: books.newId("il"),
    amount: price.unit_amount * quantity,
    description: books.own("product", price.product).name,
    invoice_item: null,
    metadata: {},
    period: { start: books.now, end: books.now },
    price: price.id,
    product: price.product,
    proration: false,
    quantity,
    subscription_item: null,
    unit_amount: price.unit_amount,
  };
}

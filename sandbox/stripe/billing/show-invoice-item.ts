/** An invoice item on the wire. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { InvoiceItemEntity } from "./invoice-item-entity.ts";

export function showInvoiceItem(item: InvoiceItemEntity, books: Books): Wire {
  const { created, price, product, subscription, subscription_item, unit_amount, ...shown } = item;
  return {
    ...shown,
    object: "invoiceitem",
    date: created,
    discountable: !item.proration,
    discounts: [],
    livemode: books.scope.livemode,
    parent: subscription && {
      subscription_details: { subscription, ...(subscription_item ? { subscription_item } : {}) },
      type: "subscription_details",
    },
    pricing:
      price && product
        ? {
            price_details: { price, product },
            type: "price_details",
            unit_amount_decimal: unit_amount === null ? null : String(unit_amount),
          }
        : null,
    quantity_decimal: String(item.quantity),
    tax_rates: [],
  };
}

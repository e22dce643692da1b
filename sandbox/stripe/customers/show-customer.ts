/** A customer on the wire. */
import { showDiscount } from "../catalogue/show-coupon.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { CustomerEntity } from "./customer-entity.ts";

export function showCustomer({ default_payment_method, deleted, ...customer }: CustomerEntity, books: Books): Wire {
  if (deleted) return { id: customer.id, object: "customer", deleted: true };
  return {
    ...customer,
    object: "customer",
    discount: customer.discount && showDiscount(customer.discount, { customer: customer.id }),
    invoice_settings: { custom_fields: null, default_payment_method, footer: null, rendering_options: null },
    livemode: books.scope.livemode,
  };
}

/** A Checkout Session on the wire. `line_items` is there only when expanded. */
import { emptyAddress } from "../customers/show-payment-method.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { SessionEntity } from "./session-entity.ts";
import { totalsOfSession } from "./session-totals.ts";

export function showSession(session: SessionEntity, books: Books): Wire {
  const { subtotal, discount, total } = totalsOfSession(session, books);
  const { id, status, mode } = session;
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: session.after_expiration,
    allow_promotion_codes: session.allow_promotion_codes,
    amount_subtotal: subtotal,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: session.billing_address_collection,
    cancel_url: session.cancel_url,
    client_reference_id: session.client_reference_id,
    collected_information: status === "complete" ? collectedOf(session) : null,
    created: session.created,
    currency: session.currency,
    custom_fields: [],
    custom_text: {},
    customer: session.customer,
    customer_creation: session.customer_creation,
    customer_details: session.customer_details && {
      ...session.customer_details,
      address: wholeAddress(session.customer_details.address),
      tax_exempt: "none",
      tax_ids: [],
    },
    customer_email: session.customer_email,
    discounts: session.discount
      ? [
          {
            coupon: session.discount.promotion_code ? null : session.discount.coupon.id,
            promotion_code: session.discount.promotion_code,
          },
        ]
      : [],
    expires_at: session.expires_at,
    invoice: session.invoice,
    ...(mode === "payment" ? { invoice_creation: showInvoiceCreation(session) } : {}),
    livemode: books.scope.livemode,
    metadata: session.metadata,
    mode,
    payment_intent: mode === "payment" ? session.payment_intent : null,
    payment_method_collection: session.payment_method_collection,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    payment_status: session.payment_status,
    phone_number_collection: { enabled: session.collects_phone },
    recovered_from: session.recovered_from,
    shipping_address_collection: session.shipping_countries && { allowed_countries: session.shipping_countries },
    shipping_options: [],
    status,
    subscription: session.subscription,
    success_url: session.success_url,
    total_details: { amount_discount: discount, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: status === "open" ? `${books.archive.url()}/c/pay/${id}` : null,
    ...session.stored,
  };
}

function collectedOf({ shipping }: SessionEntity): Wire {
  const details = shipping && { name: shipping.name, address: wholeAddress(shipping.address) };
  return { business_name: null, individual_name: null, shipping_details: details };
}

function wholeAddress(address: Wire | null): Wire | null {
  return address && { ...emptyAddress, ...address };
}

function showInvoiceCreation({ invoice_creation: { enabled, invoice_data } }: SessionEntity): Wire {
  return { enabled, invoice_data: { ...invoice_data } };
}

export function showLineItems(session: SessionEntity, books: Books): Wire[] {
  return totalsOfSession(session, books).lines.map(({ line, price, subtotal, discount }) => ({
    id: line.id,
    object: "item",
    adjustable_quantity: line.adjustable_quantity,
    amount_discount: discount,
    amount_subtotal: subtotal,
    amount_tax: 0,
    amount_total: subtotal - discount,
    currency: price.currency,
    description: books.own("product", price.product).name,
    metadata: line.metadata,
    price: books.show("price", price),
    quantity: line.quantity,
  }));
}

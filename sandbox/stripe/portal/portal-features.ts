/** What a portal configuration offers, as create and update read it. */
import type Stripe from "stripe";
import type { Books } from "../store/books.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing } from "../wire/refusal.ts";
import type { PortalFeatures, PortalProduct } from "./portal-entities.ts";

export type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;
const maxProducts = 10;

export const noFeatures: PortalFeatures = {
  customer_update: { enabled: false, allowed_updates: [] },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false },
  subscription_cancel: {
    enabled: false,
    mode: "at_period_end",
    proration_behavior: "none",
    cancellation_reason: {
      enabled: false,
      options: ["too_expensive", "missing_features", "switched_service", "unused", "other"],
    },
  },
  subscription_update: { enabled: false, default_allowed_updates: [], products: [], proration_behavior: "none" },
};

export function readFeatures(books: Books, features: Features | undefined, before: PortalFeatures): PortalFeatures {
  if (!features) return before;
  refuseUnsimulated("portal configurations", features, "subscription_pause");
  const { customer_update: customer, subscription_cancel: cancel, subscription_update: update } = features;
  if (update)
    refuseUnsimulated(
      "portal plan changes",
      update,
      "schedule_at_period_end",
      "billing_cycle_anchor",
      "trial_update_behavior",
    );
  const products = readProducts(books, update);
  return {
    customer_update: customer
      ? { enabled: customer.enabled, allowed_updates: (customer.allowed_updates || []) as string[] }
      : before.customer_update,
    invoice_history: features.invoice_history ?? before.invoice_history,
    payment_method_update: features.payment_method_update
      ? { enabled: features.payment_method_update.enabled }
      : before.payment_method_update,
    subscription_cancel: cancel
      ? ({ ...before.subscription_cancel, ...cancel } as PortalFeatures["subscription_cancel"])
      : before.subscription_cancel,
    subscription_update: update
      ? {
          enabled: update.enabled,
          default_allowed_updates: (update.default_allowed_updates || []) as string[],
          products: products.map(({ product, prices }) => ({ product, prices })),
          proration_behavior: update.proration_behavior ?? before.subscription_update.proration_behavior,
        }
      : before.subscription_update,
  };
}

function readProducts(
  books: Books,
  update: Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionUpdate | undefined,
): PortalProduct[] {
  const products = (update?.products || []) as PortalProduct[];
  if (products.length > maxProducts)
    throw invalid(`You can pass at most ${maxProducts} products.`, "features[subscription_update][products]");
  for (const [index, { product, prices }] of products.entries()) {
    const param = `features[subscription_update][products][${index}]`;
    books.refer("product", product, `${param}[product]`);
    for (const price of prices) books.refer("price", price, `${param}[prices]`);
  }
  if (update?.enabled && products.length === 0) throw missing("features[subscription_update][products]");
  return products;
}

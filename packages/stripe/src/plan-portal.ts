/** How the portal of our own plan looks: found by a mark in its metadata, made where it is not there. */
import type Stripe from "stripe";
import { askStripe } from "./stripe-failure.ts";

const mark = { dream_api: "plan" };

/** @returns the configuration's id. @throws ProviderFailure */
export async function findPlanPortal({ billingPortal }: Stripe): Promise<string> {
  const { configurations } = billingPortal;
  const active = { active: true, limit: 100 };
  const { data } = await askStripe("list portal configurations", () => configurations.list(active));
  const known = data.find(({ metadata }) => metadata?.dream_api === mark.dream_api);
  if (known) return known.id;
  const made = await askStripe("make a portal configuration", () =>
    configurations.create(
      {
        name: "dream-api plan",
        metadata: mark,
        features: {
          payment_method_update: { enabled: true },
          invoice_history: { enabled: true },
          subscription_cancel: { enabled: true, mode: "at_period_end" },
          customer_update: { enabled: true, allowed_updates: ["name", "address", "tax_id"] },
        },
      },
      { idempotencyKey: "plan-portal" },
    ),
  );
  return made.id;
}

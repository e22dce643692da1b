/** How the portal of our own plan looks: found by a mark in its metadata, made where it is not there. */
import type Stripe from "stripe";
import { askUnderKey } from "./ask-under-key.ts";
import { askStripe } from "./stripe-failure.ts";

const mark = { dream_api: "plan" };

/** @returns the configuration's id. @throws ProviderFailure */
export async function findPlanPortal({ billingPortal }: Stripe): Promise<string> {
  const { configurations } = billingPortal;
  const active = { active: true, limit: 100 };
  const { data } = await askStripe("list portal configurations", () => configurations.list(active));
  const known = data.find(({ metadata }) => metadata?.dream_api === mark.dream_api);
  if (known) return known.id;
  const made = await askUnderKey("make a portal configuration", "plan-portal", (options) =>
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
      options,
    ),
  );
  return made.id;
}

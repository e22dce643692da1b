/** The catalogue port for each mode, made when it is first needed: most of this Worker works without Stripe. */
import type { Mode } from "@dream-api/contract";
import type { StripeCatalogue } from "@dream-api/domain";
import { requireSetting } from "@dream-api/http";
import { createStripeCatalogue, createStripeClient } from "@dream-api/stripe";
import type { Env } from "./env.ts";

const secretNames: Record<Mode, keyof Env> = { test: "STRIPE_SECRET_KEY_TEST", live: "STRIPE_SECRET_KEY_LIVE" };

/** What it returns throws an Error that names the secret which is missing. */
export function createStripeCatalogues(env: Env): (mode: Mode) => StripeCatalogue {
  const made: Partial<Record<Mode, StripeCatalogue>> = {};
  return (mode) => {
    const catalogue =
      made[mode] ?? createStripeCatalogue(createStripeClient({ secretKey: requireSetting(env, secretNames[mode]) }));
    made[mode] = catalogue;
    return catalogue;
  };
}

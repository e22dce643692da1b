/** Sets our own Stripe account up in each mode that there is a key for, and says which settings follow from it. */
import { createStripeClient, type PlanOffer, setUpEndpoint, setUpPlan } from "@dream-api/stripe";

type Mode = "test" | "live";

export interface SetUpSettings {
  readonly secretKeys: Readonly<Partial<Record<Mode, string>>>;
  /** Where api-multi answers. */
  readonly apiUrl: string;
  readonly frontAuthApiUrl: string;
  readonly plan: PlanOffer;
  /** Absent means Stripe's own. */
  readonly stripeUrl?: string;
}

export interface ModeSetUp {
  readonly mode: Mode;
  /** By the name of the variable; null for a secret that was told before. */
  readonly settings: Readonly<Record<string, string | null>>;
}

/** @throws Error for settings that can't be right; ProviderFailure */
export async function setUpStripe(settings: SetUpSettings): Promise<ModeSetUp[]> {
  const { secretKeys, apiUrl, frontAuthApiUrl, plan, stripeUrl } = settings;
  const modes = (["test", "live"] as const).filter((mode) => secretKeys[mode]);
  if (modes.length === 0) throw new Error("Set STRIPE_SECRET_KEY_TEST, STRIPE_SECRET_KEY_LIVE or both");
  if (!Number.isSafeInteger(plan.unitAmount) || plan.unitAmount <= 0) {
    throw new Error("PLAN_UNIT_AMOUNT must be a whole number of the currency's minor unit");
  }
  const done: ModeSetUp[] = [];
  for (const mode of modes) {
    const secretKey = secretKeys[mode] ?? "";
    const stripe = createStripeClient({ secretKey, ...(stripeUrl ? { apiUrl: stripeUrl } : {}) });
    const priceId = await setUpPlan(stripe, plan);
    const platform = await setUpEndpoint(stripe, "platform", new URL("/webhook/stripe", frontAuthApiUrl).href);
    const connect = await setUpEndpoint(stripe, "connect", new URL(`/webhook/stripe/${mode}`, apiUrl).href);
    done.push({
      mode,
      settings: {
        STRIPE_PRICE_ID: priceId,
        STRIPE_WEBHOOK_SECRET: platform.secret,
        [`STRIPE_CONNECT_WEBHOOK_SECRET_${mode.toUpperCase()}`]: connect.secret,
      },
    });
  }
  return done;
}

export function describeSetUp(done: readonly ModeSetUp[]): string {
  const lines = done.flatMap(({ mode, settings }) => [
    `${mode}:`,
    ...Object.entries(settings).map(([name, value]) => `  ${name}=${value ?? "(as before: Stripe tells it once)"}`),
  ]);
  return [
    ...lines,
    "",
    "front-auth-api takes STRIPE_PRICE_ID and STRIPE_WEBHOOK_SECRET of the mode of its STRIPE_SECRET_KEY;",
    "api-multi takes the secrets of the Connect endpoints.",
  ].join("\n");
}

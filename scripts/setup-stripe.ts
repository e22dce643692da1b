/**
 * `npm run setup:stripe`: what our own Stripe account needs, in test mode, live mode or both, whichever keys are given.
 * May be run again at any time; secrets are printed only when they are new, because Stripe tells them once.
 */
import { describeSetUp, type SetUpSettings, setUpStripe } from "./setup-stripe/set-up-stripe.ts";

const { env } = process;

function required(name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

try {
  const settings: SetUpSettings = {
    secretKeys: {
      ...(env.STRIPE_SECRET_KEY_TEST ? { test: env.STRIPE_SECRET_KEY_TEST } : {}),
      ...(env.STRIPE_SECRET_KEY_LIVE ? { live: env.STRIPE_SECRET_KEY_LIVE } : {}),
    },
    apiUrl: required("API_URL"),
    frontAuthApiUrl: required("FRONT_AUTH_API_URL"),
    plan: { unitAmount: Number(env.PLAN_UNIT_AMOUNT ?? 1500), currency: env.PLAN_CURRENCY ?? "usd" },
    ...(env.STRIPE_API_URL ? { stripeUrl: env.STRIPE_API_URL } : {}),
  };
  console.log(describeSetUp(await setUpStripe(settings)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** The official SDK, set up once the way the product uses it. */
import Stripe from "stripe";

/** Long enough for a slow answer, short enough for a caller who waits. */
const timeoutMs = 5000;

export interface StripeSettings {
  readonly secretKey: string;
}

/** @throws Error when the key is empty */
export function createStripeClient({ secretKey }: StripeSettings): Stripe {
  if (!secretKey) throw new Error("Stripe's secret key is empty");
  return new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient(),
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
  });
}

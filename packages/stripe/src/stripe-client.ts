/** The official SDK, set up once the way the product uses it. */
import type { Mode } from "@dream-api/contract";
import Stripe from "stripe";

/** Long enough for a slow answer, short enough for a caller who waits. */
const timeoutMs = 5000;

export interface StripeSettings {
  readonly secretKey: string;
  /** Absent means Stripe's own. */
  readonly apiUrl?: string;
}

/** The version that our code is written for; webhook endpoints are made with the same. */
export const stripeApiVersion = "2026-10-28.endive";

/** @throws Error when the key is empty */
export function createStripeClient({ secretKey, apiUrl }: StripeSettings): Stripe {
  if (!secretKey) throw new Error("Stripe's secret key is empty");
  return new Stripe(secretKey, {
    ...(apiUrl === undefined ? {} : addressOf(apiUrl)),
    apiVersion: stripeApiVersion,
    httpClient: Stripe.createFetchHttpClient(),
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
  });
}

function addressOf(apiUrl: string): { host: string; port: string; protocol: "http" | "https" } {
  const { hostname, port, protocol } = new URL(apiUrl);
  return {
    host: hostname,
    port: port || (protocol === "http:" ? "80" : "443"),
    protocol: protocol === "http:" ? "http" : "https",
  };
}

/** Stripe's secret and restricted keys say which mode they are of. */
export function modeOfKey(secretKey: string): Mode {
  return secretKey.includes("_live_") ? "live" : "test";
}

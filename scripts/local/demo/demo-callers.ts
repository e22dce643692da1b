/** How the demo's apps and their customers call: the API with a secret key, and Stripe's pages as a browser does. */
import type { StripeSandbox } from "@dream-api/sandbox/stripe";
import type { Demo } from "../seed-demo.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of our own API, whose shapes the contract has.
type Json = any;

interface Answer {
  readonly status: number;
  readonly json: Json;
}

interface Call {
  readonly body?: object;
  readonly userId?: string;
  readonly method?: string;
}

export interface AppCaller {
  /** @throws Error for any answer but a success */
  ask(path: string, call?: Call): Promise<Json>;
  /** Whatever the answer is. */
  try(path: string, call?: Call): Promise<Answer>;
}

export function appCaller(url: string, secretKey: string): AppCaller {
  async function send(path: string, { body, userId, method = body ? "POST" : "GET" }: Call = {}): Promise<Answer> {
    const response = await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${secretKey}`, ...(userId ? { "X-User-Id": userId } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, json: await response.json() };
  }
  return {
    try: send,
    async ask(path, call) {
      const { status, json } = await send(path, call);
      if (status >= 300) throw new Error(`${path} for ${call?.userId ?? "the demo"}: ${JSON.stringify(json)}`);
      return json;
    },
  };
}

/** What people do on Stripe's own pages. */
export interface StripePages {
  /** @returns whether the payment went through */
  pay(sessionId: string, form: Record<string, string>): Promise<boolean>;
  /** @param url of a page of the billing portal */
  inPortal(url: string, form: Record<string, string>): Promise<void>;
}

export function stripePages({ stripe }: Demo, { url: origin }: StripeSandbox): StripePages {
  const declined = 402;
  return {
    async pay(sessionId, form) {
      const response = await fetch(`${origin}/v1/payment_pages/${sessionId}/confirm`, {
        method: "POST",
        headers: { Authorization: `Bearer ${stripe.publishableKey}`, "Stripe-Account": stripe.connectedAccountId },
        body: new URLSearchParams(form),
      });
      if (!response.ok && response.status !== declined) throw new Error(`Stripe's page: ${await response.text()}`);
      return response.ok;
    },
    async inPortal(url, form) {
      const response = await fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
      if (response.status !== 303) throw new Error(`Stripe's portal answered ${response.status}`);
    },
  };
}

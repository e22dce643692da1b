/** A sandbox for one test file, strict and in memory, and the official SDK that talks to it. Each test starts empty. */

import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { type StartOptions, type StripeSandbox, startStripeSandbox } from "../start-stripe-sandbox.ts";

export const startTime = Date.UTC(2026, 0, 15, 12) / 1000;
export const day = 86_400;

export interface SandboxWorld {
  readonly running: StripeSandbox;
  readonly stripe: Stripe;
  sdk(key?: string, config?: object): Stripe;
  /** Business time forward, and all that falls due. */
  advance(seconds: number): void;
  /** Completes a checkout by script, as its page would, with the publishable key. */
  pay(session: { id: string }, fields?: Record<string, string>): Promise<PaymentAnswer>;
  control(path: string, body?: object): Promise<unknown>;
  eventTypes(): Promise<string[]>;
}

interface PaymentAnswer {
  status: number;
  body: Partial<Stripe.Checkout.Session> & { error?: { code?: string; decline_code?: string; param?: string } };
}

export function useSandbox(options: Partial<StartOptions> = {}): SandboxWorld {
  let running: StripeSandbox | undefined;
  const bugs: unknown[] = [];
  const there = (): StripeSandbox => {
    if (!running) throw new Error("The sandbox is only there inside tests");
    return running;
  };
  beforeAll(async () => {
    running = await startStripeSandbox({
      port: 0,
      isStrict: true,
      frozenAt: startTime,
      tickMs: 0,
      webhookRetryDelaysMs: [20, 20],
      onError: (error) => bugs.push(error),
      ...options,
    });
  });
  beforeEach(() => {
    there().sandbox.reset();
    bugs.length = 0;
    return () => expect(bugs).toEqual([]);
  });
  afterAll(async () => {
    await running?.stop();
  });
  const world: SandboxWorld = {
    get running() {
      return there();
    },
    get stripe() {
      return world.sdk();
    },
    sdk: (key, config = {}) => {
      const { port, sandbox } = there();
      return new Stripe(key ?? sandbox.accounts.platform.secretKey.test, {
        host: "127.0.0.1",
        port,
        protocol: "http",
        apiVersion: "2026-10-28.endive",
        telemetry: false,
        ...config,
      });
    },
    advance: (seconds) => {
      const { sandbox } = there();
      sandbox.advanceTo(sandbox.clock.now() + seconds);
    },
    pay: async (session, fields = {}) => {
      const key = there().sandbox.accounts.platform.publishableKey.test;
      const answer = await fetch(`${there().url}/v1/payment_pages/${session.id}/confirm`, {
        method: "POST",
        headers: { Authorization: `Bearer ${key}` },
        body: new URLSearchParams({ payment_method: "pm_card_visa", email: "ada@example.com", ...fields }),
      });
      return { status: answer.status, body: (await answer.json()) as PaymentAnswer["body"] };
    },
    control: async (path, body) => {
      const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
      return (await fetch(`${there().url}/_sandbox${path}`, init)).json();
    },
    eventTypes: async () => {
      const events = await world.stripe.events.list({ limit: 100 });
      return events.data.map(({ type }) => type).reverse();
    },
  };
  return world;
}

/** A monthly price of $29, unless said otherwise. */
export async function monthlyPrice(stripe: Stripe, unitAmount = 2900, more: object = {}): Promise<Stripe.Price> {
  return stripe.prices.create({
    currency: "usd",
    unit_amount: unitAmount,
    recurring: { interval: "month" },
    product_data: { name: "Pro" },
    ...more,
  });
}

/** A customer who pays with that test method. */
export async function payingCustomer(
  stripe: Stripe,
  method = "pm_card_visa",
  more: object = {},
): Promise<Stripe.Customer> {
  const customer = await stripe.customers.create({ email: "ada@example.com", ...more });
  const attached = await stripe.paymentMethods.attach(method, { customer: customer.id });
  return stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: attached.id },
  }) as Promise<Stripe.Customer>;
}

/** What the SDK throws. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("It was accepted");
}

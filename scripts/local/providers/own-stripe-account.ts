/** What we need on our own Stripe account: the price of our plan, and the endpoints that its webhooks go to. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectEvents, platformEvents } from "@dream-api/stripe";

const endpointNames = ["platform", "connect_test", "connect_live"] as const;
type EndpointName = (typeof endpointNames)[number];

export interface OwnStripeAccount {
  /** Nothing of it was there before. */
  readonly isNew: boolean;
  readonly planPriceId: string;
  readonly webhookSecrets: Readonly<Record<EndpointName, string>>;
  deliverTo(urls: Readonly<Record<EndpointName, string>>): Promise<void>;
}

interface StoredEndpoint {
  readonly id: string;
  /** Told once, when the endpoint is made. */
  readonly secret: string;
}

type StoredEndpoints = Partial<Record<EndpointName, StoredEndpoint>>;

const planLookupKey = "dream_api_plan";
/** $15 a month. */
const planUnitAmount = 1500;

/** Until the Workers have ports. */
const nowhere = "http://127.0.0.1:9/";

export async function setUpOwnStripeAccount(
  stripeUrl: string,
  secretKey: { test: string; live: string },
  persistTo: string | undefined,
): Promise<OwnStripeAccount> {
  const stripe = callerOf(stripeUrl);
  const path = persistTo && join(persistTo, "stripe-endpoints.json");
  const stored: StoredEndpoints = path && existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const keyOf = (name: EndpointName) => (name === "connect_live" ? secretKey.live : secretKey.test);
  const endpoints = new Map<EndpointName, StoredEndpoint>();
  let isNew = true;
  for (const name of endpointNames) {
    const known = stored[name];
    const isThere = known && (await stripe(keyOf(name), "GET", `/v1/webhook_endpoints/${known.id}`)).ok;
    if (isThere) isNew = false;
    endpoints.set(name, isThere ? known : await createEndpoint(stripe, keyOf(name), name));
  }
  if (path) writeFileSync(path, JSON.stringify(Object.fromEntries(endpoints), null, 2), { mode: 0o600 });
  const secretOf = (name: EndpointName) => endpoints.get(name)?.secret ?? "";
  return {
    isNew,
    planPriceId: await findOrCreatePlan(stripe, secretKey.test),
    webhookSecrets: {
      platform: secretOf("platform"),
      connect_test: secretOf("connect_test"),
      connect_live: secretOf("connect_live"),
    },
    async deliverTo(urls) {
      for (const [name, { id }] of endpoints) {
        await expectOk(stripe(keyOf(name), "POST", `/v1/webhook_endpoints/${id}`, { url: urls[name] }));
      }
    },
  };
}

async function createEndpoint(stripe: StripeCaller, secretKey: string, name: EndpointName): Promise<StoredEndpoint> {
  const events = name === "platform" ? platformEvents : connectEvents;
  const wanted = {
    url: nowhere,
    ...Object.fromEntries(events.map((type, index) => [`enabled_events[${index}]`, type])),
    ...(name === "platform" ? {} : { connect: "true" }),
  };
  const { id, secret } = await expectOk(stripe(secretKey, "POST", "/v1/webhook_endpoints", wanted));
  return { id, secret };
}

async function findOrCreatePlan(stripe: StripeCaller, secretKey: string): Promise<string> {
  const found = await expectOk(stripe(secretKey, "GET", `/v1/prices?lookup_keys[0]=${planLookupKey}`));
  const [price] = found.data;
  if (price) return price.id;
  const made = await expectOk(
    stripe(secretKey, "POST", "/v1/prices", {
      currency: "usd",
      unit_amount: String(planUnitAmount),
      "recurring[interval]": "month",
      "product_data[name]": "dream-api",
      lookup_key: planLookupKey,
    }),
  );
  return made.id;
}

// biome-ignore lint/suspicious/noExplicitAny: a handful of fields of answers whose shape Stripe documents.
type StripeAnswer = { ok: boolean; body: any };
type StripeCaller = (
  secretKey: string,
  method: "GET" | "POST",
  path: string,
  form?: Record<string, string>,
) => Promise<StripeAnswer>;

function callerOf(stripeUrl: string): StripeCaller {
  return async (secretKey, method, path, form) => {
    const response = await fetch(stripeUrl + path, {
      method,
      headers: { Authorization: `Bearer ${secretKey}` },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    return { ok: response.ok, body: await response.json() };
  };
}

async function expectOk(answer: Promise<StripeAnswer>): Promise<StripeAnswer["body"]> {
  const { ok, body } = await answer;
  if (!ok) throw new Error(`The sandbox Stripe refused what the start needs: ${JSON.stringify(body)}`);
  return body;
}

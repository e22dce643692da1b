/** The official SDK, unmodified, inside workerd: a shop's whole life with Stripe. */
import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare, Response } from "miniflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signatureHeader } from "../webhooks/signature.ts";
import { day, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();
const month = 31 * day + 2 * 3600;
let worker: Miniflare;
let address: URL;

beforeAll(async () => {
  const bundle = await build({
    entryPoints: [join(import.meta.dirname, "worker/shop-worker.ts")],
    bundle: true,
    write: false,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
  });
  worker = new Miniflare(
    convertV4MiniflareOptions({
      modules: [{ type: "ESModule", path: "index.js", contents: bundle.outputFiles[0]?.text ?? "" }],
      compatibilityDate: "2026-10-01",
      bindings: { STRIPE_SECRET_KEY: "sk_test_sandboxplatform" },
      cf: false,
      outboundService: async (request) => {
        const { host, pathname, search } = new URL(request.url);
        if (!["api.stripe.com", "connect.stripe.com"].includes(host)) return new Response("refused", { status: 502 });
        const body = request.method === "GET" ? {} : { body: await request.text() };
        const headers = Object.fromEntries(request.headers);
        const answer = await fetch(world.running.url + pathname + search, { method: request.method, headers, ...body });
        return new Response(await answer.text(), {
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
        });
      },
    }),
  );
  address = await worker.ready;
});

afterAll(() => worker.dispose());

async function inWorker<T = Record<string, string>>(step: string, input: Record<string, string> = {}): Promise<T> {
  const answer = await worker.dispatchFetch(`http://shop/${step}`, { method: "POST", body: JSON.stringify(input) });
  return (await answer.json()) as T;
}

describe("a subscription", () => {
  async function sold() {
    const session = await inWorker<{ id: string }>("sell");
    expect((await world.pay(session)).status).toBe(200);
    const now = () => inWorker("subscription", { session: session.id });
    const { id = "", customer = "" } = await now();
    const payWith = (card: string) => inWorker("payWith", { subscription: id, customer, card });
    return { id, now, payWith };
  }

  test("is bought, renewed, fails to renew, recovers, fails for good and ends", async () => {
    const { now, payWith } = await sold();
    expect(await now()).toMatchObject({ status: "active", invoice: "paid" });
    world.advance(month);
    expect(await now()).toMatchObject({ status: "active", invoice: "paid", attempts: 1 });
    await payWith("pm_card_chargeCustomerFail");
    world.advance(29 * day);
    expect(await now()).toMatchObject({ status: "past_due", invoice: "open", attempts: 1 });
    world.advance(4 * day);
    expect(await now()).toMatchObject({ status: "past_due", invoice: "open", attempts: 2 });
    await payWith("pm_card_visa");
    world.advance(6 * day);
    expect(await now()).toMatchObject({ status: "active", invoice: "paid", attempts: 3 });
    await payWith("pm_card_chargeCustomerFail");
    world.advance(2 * month);
    expect((await now()).status).toBe("canceled");
  });

  test("ends with its period when it is cancelled so, and at once when that is asked for", async () => {
    const { id, now } = await sold();
    expect(await inWorker("cancel", { subscription: id, when: "period_end" })).toEqual({
      status: "active",
      cancel_at_period_end: true,
    });
    world.advance(month);
    expect((await now()).status).toBe("canceled");
    const another = await sold();
    expect(await inWorker("cancel", { subscription: another.id })).toMatchObject({ status: "canceled" });
  });

  test("is refunded in part and then in full", async () => {
    const { payment = "" } = await (await sold()).now();
    expect(await inWorker("refund", { payment, amount: "900" })).toEqual({
      status: "succeeded",
      refunded: false,
      amountRefunded: 900,
    });
    expect(await inWorker("refund", { payment, amount: "2000" })).toMatchObject({ refunded: true });
  });
});

describe("a connected account", () => {
  test("is connected by OAuth, worked with apart, and shut after it left", async () => {
    const { id } = (await world.control("/accounts", { name: "Ada's shop" })) as { id: string };
    const { code } = (await world.control(`/accounts/${id}/grant`, {})) as { code: string };
    expect(await inWorker("connect", { code })).toMatchObject({
      account: id,
      scope: "read_write",
      theirs: 1,
      ours: 0,
    });
    const { clientId } = world.running.sandbox.accounts.platform;
    expect(await inWorker("disconnect", { account: id, client: clientId.test })).toEqual({
      account: id,
      after: { type: "StripePermissionError", statusCode: 403, code: "account_invalid" },
    });
  });
});

describe("the SDK", () => {
  test("reads a long list page by page, forwards and backwards", async () => {
    const { made, read, backwards } = await inWorker<Record<string, string[]>>("paginate", { count: "25" });
    expect(read).toEqual([...(made ?? [])].reverse());
    expect([...(backwards ?? [])].sort()).toEqual(made?.slice(1).sort());
  });

  test("has its own class for each kind of refusal", async () => {
    expect(await inWorker("refusals")).toMatchObject([
      { type: "StripeInvalidRequestError", statusCode: 404, code: "resource_missing", param: "id" },
      { type: "StripeInvalidRequestError", statusCode: 400, code: "parameter_unknown", param: "colour" },
      { type: "StripeAuthenticationError", statusCode: 401 },
      { type: "StripePermissionError", statusCode: 403, code: "account_invalid" },
      { type: "StripeCardError", statusCode: 402, code: "card_declined" },
      { type: "StripeIdempotencyError", statusCode: 400 },
      { type: "StripeInvalidGrantError", statusCode: 400 },
    ]);
    const faults = [
      ["rate_limit", "StripeRateLimitError"],
      ["server_error", "StripeAPIError"],
    ];
    // A cut connection is not among them: Miniflare makes a 500 of it. Node's test of the wire sees it as it is.
    for (const [kind, type] of faults) {
      await world.control("/faults", { match: "POST /v1/products", kind });
      expect(await inWorker("tryOnce")).toMatchObject({ type });
    }
  });

  test("makes nothing twice when an answer gets lost and it tries again", async () => {
    await world.control("/faults", { match: "POST /v1/products", kind: "reset_after" });
    const { id, all } = await inWorker<{ id: string; all: string[] }>("createProduct", { name: "Pro" });
    expect(all).toEqual([id]);
  });
});

describe("a delivery", () => {
  const deliver = async (body: string, signature: string) =>
    (
      await worker.dispatchFetch("http://shop/webhook", {
        method: "POST",
        body,
        headers: { "Stripe-Signature": signature },
      })
    ).status;

  test("of the sandbox is accepted, and one that was tampered with, is stale or is keyed otherwise is refused", async () => {
    const listening = await worker.dispatchFetch("http://shop/listen", {
      method: "POST",
      body: new URL("/webhook", address).href,
    });
    const { secret } = (await listening.json()) as { secret: string };
    await inWorker("createProduct", { name: "Pro" });
    await world.running.sandbox.postOffice.drain();
    expect(await (await worker.dispatchFetch("http://shop/received")).json()).toEqual([
      { type: "product.created", livemode: false },
    ]);

    const body = JSON.stringify({ id: "evt_1", object: "event", type: "product.updated", data: { object: {} } });
    const seconds = Math.floor(Date.now() / 1000);
    const signature = signatureHeader(secret, body, seconds);
    expect(await deliver(body, signature)).toBe(200);
    expect(await deliver(body.replace("updated", "deleted"), signature)).toBe(400);
    expect(await deliver(body, signatureHeader(secret, body, seconds - 400))).toBe(400);
    expect(await deliver(body, signatureHeader("whsec_other", body, seconds))).toBe(400);
    expect(await deliver(body, "")).toBe(400);
  });
});

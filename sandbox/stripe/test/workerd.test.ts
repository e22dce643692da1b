import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare, Response } from "miniflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signatureHeader } from "../webhooks/signature.ts";
import { useSandbox } from "./sandbox-world.ts";

const world = useSandbox();
const secret = "whsec_workerd";
let worker: Miniflare;

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
      bindings: { STRIPE_SECRET_KEY: "sk_test_sandboxplatform", STRIPE_WEBHOOK_SECRET: secret },
      cf: false,
      outboundService: async (request) => {
        const { host, pathname, search } = new URL(request.url);
        if (host !== "api.stripe.com") return new Response("refused", { status: 502 });
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
  await worker.ready;
});

afterAll(() => worker.dispose());

describe("the unmodified SDK inside workerd", () => {
  test("sells a subscription and understands a refusal", async () => {
    const answer = await worker.dispatchFetch("http://shop/buy");
    const { session, refusal, requestId } = (await answer.json()) as Record<string, string>;
    expect(refusal).toBe("StripeInvalidRequestError");
    expect(requestId).toMatch(/^req_/);
    expect((await world.stripe.checkout.sessions.retrieve(session ?? "")).amount_total).toBe(2900);
  });

  test("accepts a delivery's signature and refuses another", async () => {
    const body = JSON.stringify({ id: "evt_1", object: "event", type: "product.created", data: { object: {} } });
    const seconds = Math.floor(Date.now() / 1000);
    const deliver = (key: string) =>
      worker.dispatchFetch("http://shop/webhook", {
        method: "POST",
        body,
        headers: { "Stripe-Signature": signatureHeader(key, body, seconds) },
      });
    expect(await (await deliver(secret)).json()).toEqual({ type: "product.created" });
    expect((await deliver("whsec_other")).status).toBe(400);
  });
});

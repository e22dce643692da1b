import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stripeRetryDelaysMs } from "../webhooks/delivery-rules.ts";
import { day, monthlyPrice, payingCustomer, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

interface Received {
  body: string;
  signature: string;
  event: Stripe.Event;
}

let received: Received[] = [];
let statuses: number[] = [];
let server: Server;
let target: string;

beforeEach(async () => {
  received = [];
  statuses = [];
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ body, signature: String(request.headers["stripe-signature"]), event: JSON.parse(body) });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

function listen(more: object = {}, stripe = world.stripe) {
  return stripe.webhookEndpoints.create({
    url: target,
    enabled_events: ["*"],
    api_version: "2026-10-28.endive",
    ...more,
  });
}

const drain = () => world.running.sandbox.postOffice.drain();

/** Also through the retries, which come soon here. */
const quiet = () => world.running.sandbox.postOffice.drain({ withinMs: 5000 });
const deliveries = () => world.running.sandbox.postOffice.deliveries.list();

describe("a delivery", () => {
  test("is signed so that the SDK accepts it", async () => {
    const { secret = "" } = await listen();
    await world.stripe.products.create({ name: "Pro" });
    await drain();
    const [delivery] = received;
    const event = await world.stripe.webhooks.constructEventAsync(
      delivery?.body ?? "",
      delivery?.signature ?? "",
      secret,
    );
    expect(event).toMatchObject({ type: "product.created", livemode: false, api_version: "2026-10-28.endive" });
  });

  test("is refused by the SDK when it was tampered with, is stale or is keyed otherwise", async () => {
    const { secret = "" } = await listen();
    await world.stripe.products.create({ name: "Pro" });
    await drain();
    const { body = "", signature = "" } = received[0] ?? {};
    const { webhooks } = world.stripe;
    await expect(webhooks.constructEventAsync(body.replace("Pro", "Max"), signature, secret)).rejects.toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    );
    await expect(webhooks.constructEventAsync(body, signature, "whsec_other")).rejects.toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    );
    const later = Math.floor(Date.now() / 1000) + 400;
    await expect(
      webhooks.constructEventAsync(body, signature, secret, undefined, undefined, later * 1000),
    ).rejects.toThrow(/tolerance/);
  });

  test("is tried again until it is accepted, each time signed anew, and counted as pending meanwhile", async () => {
    statuses = [500, 302];
    await listen();
    await world.stripe.products.create({ name: "Pro" });
    await drain();
    const [event] = (await world.stripe.events.list()).data;
    expect(event?.pending_webhooks).toBe(1);
    await quiet();
    expect(received).toHaveLength(3);
    expect(new Set(received.map((one) => one.event.id)).size).toBe(1);
    expect((await world.stripe.events.retrieve(event?.id ?? "")).pending_webhooks).toBe(0);
  });

  test("that nobody takes is not lost: it fails with a reason, and arrives when it is sent again", async () => {
    await listen();
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await world.stripe.products.create({ name: "Pro" });
    await quiet();
    expect(deliveries()).toMatchObject([
      { status: "failed", attempts: 3, answer: expect.stringMatching(/not reached/) },
    ]);
    expect((await world.stripe.events.list()).data[0]?.pending_webhooks).toBe(1);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    expect(await world.control(`/deliveries/${deliveries()[0]?.id}/resend`, {})).not.toHaveProperty("error");
    await drain();
    expect(received.map(({ event }) => event.type)).toEqual(["product.created"]);
    expect(deliveries()).toMatchObject([{ status: "delivered", attempts: 4 }]);
    expect((await world.stripe.events.list()).data[0]?.pending_webhooks).toBe(0);
    expect(await world.control("/deliveries/9999/resend", {})).toEqual({ error: "There is no such delivery" });
  });

  test("still arrives when a year went by before it could", async () => {
    await listen();
    await world.control("/deliveries/rules", { isHeld: true });
    await world.stripe.products.create({ name: "Pro" });
    const price = await monthlyPrice(world.stripe);
    const customer = await payingCustomer(world.stripe);
    await world.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    world.advance(366 * day);
    await world.control("/deliveries/rules", { isHeld: false });
    await drain();
    expect(received[0]?.event.type).toBe("product.created");
    expect(received.filter(({ event }) => event.type === "invoice.paid")).toHaveLength(13);
  });

  test("comes only for the events an endpoint asked for, and stops when it is disabled", async () => {
    const endpoint = await listen({ enabled_events: ["price.created"] });
    const product = await world.stripe.products.create({ name: "Pro" });
    await world.stripe.prices.create({ product: product.id, currency: "usd", unit_amount: 100 });
    await drain();
    expect(received.map((one) => one.event.type)).toEqual(["price.created"]);
    await world.stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await world.stripe.prices.create({ product: product.id, currency: "usd", unit_amount: 200 });
    await drain();
    expect(received).toHaveLength(1);
  });

  test("stays away from the other mode", async () => {
    const live = world.sdk(world.running.sandbox.accounts.platform.secretKey.live);
    await listen();
    await live.products.create({ name: "Pro" });
    await drain();
    expect(received).toEqual([]);
  });
});

describe("the delivery rules", () => {
  test("hold events until they are let go", async () => {
    await listen();
    await world.control("/deliveries/rules", { isHeld: true });
    await world.stripe.products.create({ name: "Pro" });
    await drain();
    expect(received).toEqual([]);
    await world.control("/deliveries/rules", { isHeld: false });
    await drain();
    expect(received).toHaveLength(1);
  });

  test("send twice", async () => {
    await listen();
    await world.control("/deliveries/rules", { isDuplicated: true });
    await world.stripe.products.create({ name: "Pro" });
    await quiet();
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ event }) => event.id)).size).toBe(1);
  });

  test("lose the first attempt of each event, once", async () => {
    await listen();
    await world.control("/deliveries/rules", { dropsFirst: true, retryDelaysMs: [60_000] });
    await world.stripe.products.create({ name: "Pro" });
    await quiet();
    expect(received).toEqual([]);
    expect(deliveries()).toMatchObject([{ status: "pending", attempts: 1, answer: "dropped on purpose" }]);
    await world.control(`/deliveries/${deliveries()[0]?.id}/resend`, {});
    await quiet();
    expect(deliveries()).toMatchObject([{ status: "delivered", attempts: 2 }]);
    expect(received).toHaveLength(1);
  });

  test("delay every event", async () => {
    await listen();
    await world.control("/deliveries/rules", { delayMs: 300 });
    const startedAt = performance.now();
    await world.stripe.products.create({ name: "Pro" });
    await drain();
    expect(received).toEqual([]);
    expect(await world.control("/deliveries/drain", { withinMs: 5000 })).toEqual({
      delivered: 1,
      failed: 0,
      pending: 0,
    });
    expect(received).toHaveLength(1);
    expect(performance.now() - startedAt).toBeGreaterThan(290);
  });

  test("are refused when they say nothing that can be done", async () => {
    for (const rule of [{ isLost: true }, { delayMs: -1 }, { isHeld: "yes" }, { retryDelaysMs: ["soon"] }]) {
      expect(await world.control("/deliveries/rules", rule)).toMatchObject({ error: expect.any(String) });
    }
  });

  test("try again for as long as Stripe does, unless told otherwise", async () => {
    expect(stripeRetryDelaysMs.test).toHaveLength(2);
    const days = stripeRetryDelaysMs.live.reduce((sum, delay) => sum + delay, 0) / 86_400_000;
    expect(days).toBe(3);
    statuses = [500, 500];
    await listen();
    await world.control("/deliveries/rules", { retryDelaysMs: null });
    const sentAt = Date.now();
    await world.stripe.products.create({ name: "Pro" });
    await quiet();
    const [delivery] = deliveries();
    expect(delivery).toMatchObject({ status: "pending", attempts: 1 });
    expect((delivery?.next_attempt_at ?? 0) - sentAt).toBeGreaterThanOrEqual(3_600_000);
  });

  test("shuffle the order without losing any", async () => {
    await listen();
    await world.control("/deliveries/rules", { isShuffled: true, isHeld: true });
    const made: string[] = [];
    for (let index = 0; index < 12; index += 1)
      made.push((await world.stripe.products.create({ name: `p${index}` })).id);
    await world.control("/deliveries/rules", { isHeld: false });
    await drain();
    const order = received.map((one) => (one.event.data.object as Stripe.Product).id);
    expect([...order].sort()).toEqual([...made].sort());
    expect(order).not.toEqual(made);
  });
});

describe("events of a connected account", () => {
  async function connected(modes: ("test" | "live")[]) {
    return ((await world.control("/accounts", { connect: modes })) as { id: string }).id;
  }

  test("reach the Connect endpoint with the account on them, and not the platform's own", async () => {
    const account = await connected(["test"]);
    await listen({ connect: true });
    await listen({ enabled_events: ["product.updated"] });
    await world.stripe.products.create({ name: "Pro" }, { stripeAccount: account });
    await world.stripe.products.create({ name: "Own" });
    await drain();
    expect(received.map(({ event }) => [event.type, event.account, event.livemode])).toEqual([
      ["product.created", account, false],
    ]);
  });

  test("in test mode also reach the live endpoint when the account is connected live", async () => {
    const account = await connected(["live"]);
    const live = world.sdk(world.running.sandbox.accounts.platform.secretKey.live);
    await listen({ connect: true });
    await listen({ connect: true }, live);
    await world.stripe.products.create({ name: "Pro" }, { stripeAccount: account });
    await drain();
    expect(received.map(({ event }) => event.livemode)).toEqual([false]);
    await live.products.create({ name: "Pro" }, { stripeAccount: account });
    await drain();
    expect(received.map(({ event }) => event.livemode)).toEqual([false, true]);
  });
});

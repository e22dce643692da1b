import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useSandbox } from "./sandbox-world.ts";

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

async function settled(isDone: () => boolean): Promise<void> {
  while (!isDone()) await drain();
}

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
    await settled(() => received.length === 3);
    await drain();
    expect(new Set(received.map((one) => one.event.id)).size).toBe(1);
    expect((await world.stripe.events.retrieve(event?.id ?? "")).pending_webhooks).toBe(0);
  });

  test("that nobody takes fails with a reason, and can be sent again", async () => {
    await listen({ url: "http://127.0.0.1:9/hook" });
    await world.stripe.products.create({ name: "Pro" });
    const { postOffice } = world.running.sandbox;
    await settled(() => postOffice.list()[0]?.status === "failed");
    expect(postOffice.list()[0]).toMatchObject({ attempts: 3, answer: expect.stringMatching(/not reached/) });
    expect((await world.stripe.events.list()).data[0]?.pending_webhooks).toBe(1);
    postOffice.resend(postOffice.list()[0]?.id ?? 0);
    await drain();
    expect(postOffice.list()[0]?.attempts).toBe(4);
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

  test("send twice, and lose the first attempt", async () => {
    await listen();
    await world.control("/deliveries/rules", { isDuplicated: true, dropsFirst: true });
    await world.stripe.products.create({ name: "Pro" });
    await settled(() => received.length >= 2);
    expect(received.map((one) => one.event.type)).toEqual(["product.created", "product.created"]);
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

/** A process that is killed loses nothing: objects, what falls due, keys and deliveries go on where they were. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { day, monthlyPrice, payingCustomer } from "./sandbox-world.ts";

let directory: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-"));
});

afterEach(async () => {
  await kill();
  rmSync(directory, { recursive: true });
});

async function start() {
  const script = fileURLToPath(import.meta.resolve("./serve-until-killed.ts"));
  child = spawn(process.execPath, [script, join(directory, "stripe.sqlite")], { stdio: ["ignore", "pipe", "inherit"] });
  const [printed] = await once(child.stdout ?? child, "data");
  const url = String(printed).trim();
  const { hostname: host, port } = new URL(url);
  const config = { host, port, protocol: "http", apiVersion: "2026-10-28.endive", telemetry: false } as const;
  return { url, stripe: new Stripe("sk_test_sandboxplatform", config) };
}

async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

const control = (url: string, path: string, body: object) =>
  fetch(`${url}/_sandbox${path}`, { method: "POST", body: JSON.stringify(body) });

test("a killed sandbox still knows its objects, its clock, its keys, what falls due and what it has to deliver", async () => {
  const received: string[] = [];
  let status = 500;
  const target = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (status === 200) received.push(JSON.parse(body).type);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));

  const first = await start();
  await control(first.url, "/clock", { advance_seconds: 10 * day });
  const price = await monthlyPrice(first.stripe);
  const customer = await payingCustomer(first.stripe);
  const subscription = await first.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/hook`;
  await first.stripe.webhookEndpoints.create({ url, enabled_events: ["product.created"] });
  const product = await first.stripe.products.create({ name: "Mug" }, { idempotencyKey: "mug" });
  await control(first.url, "/deliveries/drain", { withinMs: 1000 });
  await kill();

  status = 200;
  const second = await start();
  expect((await second.stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
  expect((await second.stripe.products.create({ name: "Mug" }, { idempotencyKey: "mug" })).id).toBe(product.id);
  await control(second.url, "/clock", { advance_seconds: 32 * day });
  const invoices = await second.stripe.invoices.list({ subscription: subscription.id });
  expect(invoices.data.map((invoice) => invoice.status)).toEqual(["paid", "paid"]);
  expect(invoices.data[1]?.created).toBeGreaterThan(Date.now() / 1000 + 9 * day);
  const [delivery] = (await (await fetch(`${second.url}/_sandbox/deliveries`)).json()) as { id: number }[];
  expect(delivery).toMatchObject({ status: "pending", attempts: 2, answer: "HTTP 500" });
  await control(second.url, `/deliveries/${delivery?.id}/resend`, {});
  await control(second.url, "/deliveries/drain", {});
  expect(received).toEqual(["product.created"]);
  target.close();
  target.closeAllConnections();
});

/** `npm run demo`, and what `npm start` shows after it. */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dashboard, dashboardSchema } from "@dream-api/contract";
import { afterAll, expect, test } from "vitest";
import { planYear } from "../../scripts/local/demo/plan-year.ts";
import { yearUntil } from "../../scripts/local/demo/year.ts";
import { freePortBase, runScript } from "./run-script.ts";

const state = mkdtempSync(join(tmpdir(), "dream-demo-"));
const started: ChildProcess[] = [];
const days = 31;
const size = { customers: 5, orders: 8 };
const patienceMs = 400_000;

afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(state, { recursive: true, force: true });
});

function run(script: string, portBase: string, ready: string, args: readonly string[] = []) {
  const running = runScript(script, { args, portBase, state }, (said) => said.includes(ready));
  started.push(running.child);
  return running;
}

const demo = () => JSON.parse(readFileSync(join(state, "demo.json"), "utf8"));

async function ask(path: string, secretKey: string) {
  const answer = await fetch(demo().urls.api + path, { headers: { Authorization: `Bearer ${secretKey}` } });
  return answer.json();
}

/** As a person would read it off the table. */
async function everyRow(table: "customers" | "orders", secretKey: string) {
  const { data, hasMore } = await ask(`/api/dashboard/${table}?limit=100`, secretKey);
  expect(hasMore).toBe(false);
  return data;
}

/** A month in which somebody pays until today and something is sold: the dice fall by the calendar. */
function seedOfAGoodMonth(): number {
  const yesterday = Date.now() - 86_400_000;
  const year = yearUntil(Date.now(), days);
  for (let seed = 1; ; seed += 1) {
    const steps = planYear(year, { ...size, seed }).steps.filter(({ step }) => step.at < yesterday);
    const subscribed = steps.filter(({ step }) => step.kind === "subscribe" && step.trialDays === 0);
    const hasEnded = steps.some(({ step }) => step.kind === "cancel" || step.kind === "card");
    const hasSold = steps.some(({ step }) => step.kind === "order" && step.ends === "paid");
    if (subscribed.length > 0 && !hasEnded && hasSold) return seed;
  }
}

const options = () => {
  const values = Object.entries({ ...size, days, seed: seedOfAGoodMonth() });
  return values.flatMap(([name, value]) => [`--${name}`, String(value)]);
};

test(
  "makes a month of customers and orders that npm start shows, with the clock at now, and keeps its hands off it later",
  async () => {
    const portBase = await freePortBase();
    const startedAt = Date.now();
    const making = run("scripts/demo.ts", portBase, "Done in", options());
    const said = await making.ready;
    expect(await making.ended).toBe(0);
    const made = /In all +(?<customers>\d+) customers, (?<orders>\d+) orders, (?<uses>\d+) uses/.exec(said)?.groups;
    expect(Number(made?.customers)).toBeGreaterThan(0);

    const house = run("scripts/start.ts", portBase, "Stop with Ctrl-C");
    await house.ready;
    const { saas, store, stripe } = demo();
    const clock = await (await fetch(`${stripe.url}/_sandbox/clock`)).json();
    expect(Math.abs(clock.now - Date.now() / 1000)).toBeLessThan(5);

    const customers = await everyRow("customers", saas.secretKey);
    expect(customers).toHaveLength(Number(made?.customers));
    for (const { email, createdAt } of customers) {
      expect(email).toMatch(/@example\.com$/);
      expect(Date.parse(createdAt)).toBeLessThan(startedAt);
    }
    const ofSaas = await dashboardOf(saas.secretKey);
    if (ofSaas.type !== "saas") throw new Error("It is no SaaS");
    expect(ofSaas.usage.units).toBeGreaterThan(0);
    expect(ofSaas.usage.units).toBe(Number(made?.uses));
    expect(ofSaas.active).toBeGreaterThan(0);
    expect(ofSaas.mrr).toBeGreaterThan(0);

    const orders = await everyRow("orders", store.secretKey);
    expect(orders.length).toBeLessThanOrEqual(Number(made?.orders));
    const paid = orders.filter(({ paidAt }: { paidAt: string | null }) => paidAt !== null);
    const ofStore = await dashboardOf(store.secretKey);
    if (ofStore.type !== "store") throw new Error("It is no store");
    expect(ofStore.sales).toBeGreaterThan(0);
    expect(ofStore.sales).toBe(paid.length);
    expect(ofStore.revenue).toBe(
      paid.reduce((sum: number, { amountTotal }: { amountTotal: number }) => sum + amountTotal, 0),
    );
    house.child.kill("SIGINT");
    expect(await house.ended).toBe(0);

    const before = demo();
    const again = run("scripts/demo.ts", portBase, "Done in");
    await expect(again.ready).rejects.toThrow("--fresh");
    expect(await again.ended).toBe(1);
    expect(demo()).toEqual(before);
  },
  patienceMs,
);

async function dashboardOf(secretKey: string): Promise<Dashboard> {
  return dashboardSchema.parse(await ask("/api/dashboard?range=year", secretKey));
}

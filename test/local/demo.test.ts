/** `npm run demo`, and what `npm start` shows after it. */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dashboard, dashboardSchema } from "@dream-api/contract";
import { afterAll, expect, test } from "vitest";
import { freePortBase, runScript } from "./run-script.ts";

const state = mkdtempSync(join(tmpdir(), "dream-demo-"));
const started: ChildProcess[] = [];
const size = ["--days", "31", "--customers", "5", "--orders", "8", "--seed", "3"];
const patienceMs = 240_000;

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

test(
  "makes a month of customers and orders that npm start shows, with the clock at now, and keeps its hands off it later",
  async () => {
    const portBase = await freePortBase();
    const startedAt = Date.now();
    const making = run("scripts/demo.ts", portBase, "Done in", size);
    const said = await making.ready;
    expect(await making.ended).toBe(0);
    expect(said).toContain("5 customers, 8 orders");

    const house = run("scripts/start.ts", portBase, "Stop with Ctrl-C");
    await house.ready;
    const { saas, store, stripe } = demo();
    const clock = await (await fetch(`${stripe.url}/_sandbox/clock`)).json();
    expect(Math.abs(clock.now - Date.now() / 1000)).toBeLessThan(5);

    const customers = await everyRow("customers", saas.secretKey);
    expect(customers).toHaveLength(5);
    for (const { email, createdAt } of customers) {
      expect(email).toMatch(/@example\.com$/);
      expect(Date.parse(createdAt)).toBeLessThan(startedAt);
    }
    const ofSaas = await dashboardOf(saas.secretKey);
    if (ofSaas.type !== "saas") throw new Error("It is no SaaS");
    const uses = Number(/(\d+) uses in all/.exec(said)?.[1]);
    expect(uses).toBeGreaterThan(0);
    expect(ofSaas.usage.units).toBe(uses);
    expect(ofSaas.active + ofSaas.trialing).toBeGreaterThan(0);

    const orders = await everyRow("orders", store.secretKey);
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
    const again = run("scripts/demo.ts", portBase, "Done in", size);
    await expect(again.ready).rejects.toThrow("--fresh");
    expect(await again.ended).toBe(1);
    expect(demo()).toEqual(before);
  },
  patienceMs,
);

async function dashboardOf(secretKey: string): Promise<Dashboard> {
  return dashboardSchema.parse(await ask("/api/dashboard?range=year", secretKey));
}

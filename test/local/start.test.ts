/** `npm start` as a newcomer meets it. */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePortBase, runScript } from "./run-script.ts";

const state = mkdtempSync(join(tmpdir(), "dream-start-"));
const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(state, { recursive: true, force: true });
});

function start(portBase: string) {
  const running = runScript("scripts/start.ts", { portBase, state }, (said) => said.includes("Stop with Ctrl-C"));
  started.push(running.child);
  return running;
}

/** What a person would paste, run without the shell. */
function callOf(output: string): { url: string; headers: Record<string, string> } {
  const url = /curl -X POST (\S+)/.exec(output)?.[1] ?? "";
  const headers = [...output.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name = "", value = ""]) => [name, value]);
  return { url, headers: Object.fromEntries(headers) };
}

const demo = () => JSON.parse(readFileSync(join(state, "demo.json"), "utf8"));

test("prints a call that works, writes demo.json, ends well on Ctrl-C, and finds everything again", async () => {
  const portBase = await freePortBase();
  const first = start(portBase);
  const { url, headers } = callOf(await first.ready);
  const pasted = await fetch(url, { method: "POST", headers });
  expect(await pasted.json()).toMatchObject({ allowed: true, usage: { plan: "free", count: 1, limit: 100 } });
  const before = demo();
  expect(before.urls.api).toBe(`http://localhost:${portBase}`);
  for (const project of [before.saas, before.store]) {
    expect(project).toEqual({
      projectId: expect.stringMatching(/^prj_/),
      publishableKey: expect.stringMatching(/^pk_test_/),
      secretKey: expect.stringMatching(/^sk_test_/),
    });
  }
  for (const url of Object.values<string>(before.urls)) {
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: "ok" });
  }
  const pages = await fetch(`http://localhost:${Number(portBase) + 3}/dashboard`);
  expect(await pages.text()).toContain(`&quot;apiUrl&quot;:&quot;${before.urls.api}&quot;`);
  const signInPage = await (await fetch(`${before.urls.endUserAuth}/sign-in`)).text();
  const script = /<script[^>]* src="([^"]+)"/.exec(signInPage)?.[1];
  expect((await fetch(`${before.urls.endUserAuth}${script}`)).headers.get("Content-Type")).toContain("javascript");
  expect(before.stripe).toEqual({
    url: `http://127.0.0.1:${Number(portBase) + 4}`,
    secretKey: expect.stringMatching(/^sk_test_/),
    publishableKey: expect.stringMatching(/^pk_test_/),
    webhookSecrets: {
      platform: expect.stringMatching(/^whsec_/),
      connectTest: expect.stringMatching(/^whsec_/),
      connectLive: expect.stringMatching(/^whsec_/),
    },
    connectedAccountId: expect.stringMatching(/^acct_/),
  });
  const account = await fetch(`${before.stripe.url}/v1/account`, {
    headers: { Authorization: `Bearer ${before.stripe.secretKey}`, "Stripe-Account": before.stripe.connectedAccountId },
  });
  expect(await account.json()).toMatchObject({ id: before.stripe.connectedAccountId });
  const signedUp = await fetch(`${before.clerk.url}/v1/users/${before.developer.userId}`, {
    headers: { Authorization: `Bearer ${before.clerk.developers.secretKey}` },
  });
  expect(await signedUp.json()).toMatchObject({ email_addresses: [{ email_address: before.developer.email }] });
  first.child.kill("SIGINT");
  expect(await first.ended).toBe(0);

  const second = start(portBase);
  await second.ready;
  expect(demo()).toEqual(before);
  expect(await (await fetch(url, { method: "POST", headers })).json()).toMatchObject({ usage: { count: 2 } });

  const tiers = await fetch(`${before.urls.api}/api/tiers`, {
    headers: { "X-Publishable-Key": before.saas.publishableKey },
  });
  expect(
    (await tiers.json()).data.map(({ name, unitAmount, limit, rateLimitPerMinute }: Record<string, unknown>) => [
      name,
      unitAmount,
      limit,
      rateLimitPerMinute,
    ]),
  ).toEqual([
    ["free", 0, 100, 100],
    ["pro", 2900, 10_000, 1000],
    ["enterprise", 9900, null, 100_000],
  ]);
  const products = await fetch(`${before.urls.api}/api/products`, {
    headers: { "X-Publishable-Key": before.store.publishableKey },
  });
  expect((await products.json()).data.map(({ stock }: { stock: number | null }) => stock)).toEqual([25, 1, null]);

  const third = start(portBase);
  await expect(third.ready).rejects.toThrow(`Port ${portBase} (api) is taken`);
  expect(await third.ended).toBe(1);
  second.child.kill("SIGINT");
  expect(await second.ended).toBe(0);
});

test.each(["x", "80", "65530", "1.5"])("PORT_BASE=%s is refused with what it may be", async (portBase) => {
  const run = start(portBase);
  await expect(run.ready).rejects.toThrow("PORT_BASE must be a whole number");
  expect(await run.ended).toBe(1);
});

/**
 * A plan as everybody sees it: its user in the app, at Stripe's checkout and in Stripe's billing portal, and the
 * developer at the dashboard. Whoever changes it, the next call is decided by the new one.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPages } from "../../end-user-auth/build-pages.ts";
import { hearAll } from "../world/hear.ts";
import { track, usageOf } from "../world/world.ts";
import { password, typePassword } from "./clerk-visitor.ts";
import { openRow, payAtCheckout } from "./dashboard-console.ts";
import { type SignedIn, signInAtDashboard } from "./dashboard-visitor.ts";
import { useDashboard } from "./dashboard-world.ts";
import { useBrowser } from "./runner/use-browser.ts";
import { allow } from "./sign-in-visitor.ts";
import { type RunningExamples, startExamples } from "./start-example.ts";

const signInPages = mkdtempSync(join(tmpdir(), "upgrade-pages-"));
beforeAll(() => buildPages(signInPages));
const world = useDashboard({ signInPages });
const browser = useBrowser();
let developer: SignedIn;
let running: RunningExamples;

beforeAll(async () => {
  developer = await signInAtDashboard(browser, world, "demo@example.com");
  running = await startExamples(world, ["saas"]);
}, 180_000);
afterAll(async () => {
  await running?.stop();
  rmSync(signInPages, { recursive: true, force: true });
});

/** Somebody who has signed in to the app. @returns their id, too */
async function openMember(address: string) {
  const { saas } = running.demo.examples;
  world.providers.clerk.seed("end-user-api-test", [{ emailAddress: address, password }]);
  const visit = await browser.openPage(saas);
  const { page } = visit;
  await page.getByRole("button", { name: "Sign in" }).click();
  await typePassword(page, address, password);
  await allow(page);
  await page.waitForURL(`${saas}/`);
  await useOnce(page, "1 of 100 names on the free plan");
  const tenant = { projectId: running.demo.saas.projectId, mode: "test" } as const;
  const [userId = ""] = await world.lab.endUserIds(tenant);
  return { visit, page, userId };
}

/** @param meter what the app then shows */
async function useOnce(page: Page, meter: string): Promise<void> {
  await page.getByRole("button", { name: "Give me a name" }).click();
  await page.getByText(meter).waitFor();
}

async function openBilling(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Billing" }).click();
  await page.getByRole("heading", { name: "Billing", level: 1 }).waitFor();
}

/** What the developer sees of the only customer. */
async function openCustomer(address: string) {
  const { page } = await browser.openPageAgain(
    `${world.providers.dashboardUrl}/customers?project=${running.demo.saas.projectId}`,
    { storageState: developer },
  );
  const drawer = await openRow(page, address);
  return { drawer, subscription: drawer.getByRole("region", { name: "Subscription" }) };
}

test("who is at the limit pays and goes on, changes the plan, and ends it: each time the next call knows", async () => {
  const address = "grows@example.com";
  const { visit, page, userId } = await openMember(address);
  const { saas } = running.demo;
  expect((await track(world, saas, userId, { amount: 99 })).json).toMatchObject({ usage: { count: 100, limit: 100 } });
  await useOnce(page, "100 of 100 names on the free plan");
  expect(await page.getByLabel("Workshop").getByRole("listitem").count()).toBe(1);
  expect((await track(world, saas, userId)).json).toMatchObject({ allowed: false, code: "tier_limit_reached" });
  expect(await visit.takeProblems()).toMatchObject([{ message: expect.stringContaining("403") }]);

  await page.getByRole("button", { name: "Choose Pro" }).click();
  await payAtCheckout(page);
  await page.waitForURL(`${running.demo.examples.saas}/`);
  await hearAll(world);
  await useOnce(page, "1 of 10,000 names on the pro plan");
  const paid = await openCustomer(address);
  await paid.subscription.getByText("$29 a month").waitFor();
  await paid.drawer.getByText("1 of 10,000").waitFor();

  await openBilling(page);
  await page.getByLabel("New plan").selectOption({ label: "Enterprise 99.00 USD / month" });
  await page.getByRole("button", { name: "Change plan" }).click();
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("heading", { name: "Enterprise 99.00 USD / month" }).waitFor();
  await hearAll(world);
  await page.getByRole("link", { name: "Return" }).click();
  await useOnce(page, "2 of as many as you like names on the enterprise plan");
  const changed = await openCustomer(address);
  await changed.subscription.getByText("$99 a month").waitFor();
  await changed.drawer.getByText("2 used, unlimited").waitFor();

  await openBilling(page);
  await page.getByRole("button", { name: "Cancel the subscription" }).click();
  await page.getByRole("button", { name: "Cancel the subscription" }).click();
  await page.getByText(/Ends on/).waitFor();
  await hearAll(world);
  const ending = await openCustomer(address);
  await ending.subscription.getByText("Ends", { exact: true }).waitFor();
  const { periodEnd } = await usageOf(world, saas, userId);
  await world.clock.advanceTo(Date.parse(periodEnd) + 1000);
  await page.getByRole("link", { name: "Return" }).click();
  await useOnce(page, "1 of 100 names on the free plan");
});

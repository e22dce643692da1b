/** From test to live and back, with what live needs first; and that neither mode sees the other's customers. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { demoSaas } from "../../scripts/local/demo-catalogue.ts";
import { call } from "../world/world.ts";
import { keepSecret, payAtCheckout, rowOf, useConsole } from "./dashboard-console.ts";

let saas = { projectId: "", publishableKey: "", secretKey: "" };
const { world, open } = useConsole(async (dashboard) => {
  saas = await dashboard.createProject(demoSaas);
});

const at = (path: string, mode: "test" | "live" = "test") =>
  `${world.providers.dashboardUrl}${path}?project=${saas.projectId}&mode=${mode}`;

async function proPrice(secretKey: string): Promise<number> {
  const { json } = await call(world, "/api/tiers", { secretKey });
  return json.data.find(({ name }: { name: string }) => name === "pro").unitAmount;
}

async function meetRequirements(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Before you go live" }).waitFor();
  expect(await page.getByRole("button", { name: "Put it live" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Connect Stripe" }).click();
  await page.getByLabel("Name of the new account").fill("Developer");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByText("Stripe is connected in live mode").waitFor();
  await page.getByRole("link", { name: "Choose the plan" }).click();
  await page.getByRole("button", { name: "Subscribe for $15 a month" }).click();
  await payAtCheckout(page);
  await page.waitForURL(`${world.providers.dashboardUrl}/**`);
  await world.providers.stripe.sandbox.postOffice.drain();
}

async function apply(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: action }).click();
  await page.getByRole("dialog").getByRole("button", { name: action }).click();
}

test("live is reached through its requirements and a plan, has its own keys and customers, and is rolled back", async () => {
  const { page, takeProblems } = await open(`/go-live?project=${saas.projectId}`);
  await meetRequirements(page);
  await page.goto(at("/go-live"));
  const promotion = page.getByRole("listitem").filter({ hasText: "pro" });
  await promotion.filter({ hasText: "New" }).getByText("$29").waitFor();
  await apply(page, "Put it live");
  const liveKey = await keepSecret(page);
  expect(liveKey).toMatch(/^sk_live_/);
  expect(await proPrice(liveKey)).toBe(2900);

  await call(world, "/api/customers", { secretKey: liveKey, body: { id: "real-user" } });
  await call(world, "/api/customers", { secretKey: saas.secretKey, body: { id: "trial-user" } });
  await page.goto(at("/customers", "live"));
  await rowOf(page, "real-user").waitFor();
  expect(await rowOf(page, "trial-user").count()).toBe(0);
  await page.getByRole("radio", { name: "Test" }).click();
  await rowOf(page, "trial-user").waitFor();
  expect(await rowOf(page, "real-user").count()).toBe(0);

  await page.goto(at("/api-tier-config"));
  await page.getByRole("button", { name: /^Pro/ }).click();
  await page.getByLabel("Price").fill("39");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(/^Saved/).waitFor();
  expect(await proPrice(liveKey)).toBe(2900);
  await page.goto(at("/go-live"));
  const change = page.getByRole("listitem").filter({ hasText: "Changed" });
  await change.getByText("$29").waitFor();
  await change.getByText("$39").waitFor();
  await apply(page, "Put it live");
  await page.getByText(/^It is live/).waitFor();
  expect(await proPrice(liveKey)).toBe(3900);
  await page.getByRole("button", { name: "See what that changes" }).click();
  await change.getByText("$39").waitFor();
  await apply(page, "Go back to that");
  await page.getByText(/^Live is as it was before/).waitFor();
  expect(await proPrice(liveKey)).toBe(2900);
  await page.getByText("There is no promotion before what is live now.").waitFor();
  // How the page came to know that, which Chromium writes down.
  expect(await takeProblems()).toMatchObject([{ message: expect.stringContaining("409") }]);
});

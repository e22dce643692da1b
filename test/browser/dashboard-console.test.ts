/** A SaaS at its dashboard: keys, tiers, customers and their subscriptions, each with what the next call makes of it. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { demoSaas } from "../../scripts/local/demo-catalogue.ts";
import { hearAll } from "../world/hear.ts";
import { call, track } from "../world/world.ts";
import { keepSecret, openRow, payAtCheckout, rowOf, useConsole } from "./dashboard-console.ts";

let saas = { projectId: "", publishableKey: "", secretKey: "" };
const { world, browser, open } = useConsole(async (dashboard) => {
  await dashboard.connectStripe("Developer");
  saas = await dashboard.createProject(demoSaas);
});

const statusOf = async (secretKey: string) => (await track(world, { secretKey }, "caller")).status;

test("a key pair: its secret is seen once, rotates with overlap, and ends with the next call", async () => {
  const { page } = await open(`/credentials?project=${saas.projectId}`);
  await page.getByRole("button", { name: "New key pair" }).click();
  await page.getByLabel("Label").fill("staging");
  await page.getByRole("button", { name: "Make the pair" }).click();
  const first = await keepSecret(page);
  expect(await statusOf(first)).toBe(200);
  await page.reload();
  const card = page.getByRole("listitem").filter({ hasText: "staging" });
  await card.getByText(`…${first.slice(-4)}`).waitFor();
  expect(await page.content()).not.toContain(first);

  await card.getByRole("button", { name: "Rotate" }).click();
  await page.getByLabel("The old secret works on").selectOption("For an hour");
  await page.getByRole("button", { name: "Make a new secret" }).click();
  const second = await keepSecret(page);
  expect(second).not.toBe(first);
  await card.getByText("works until").waitFor();
  expect([await statusOf(first), await statusOf(second)]).toEqual([200, 200]);

  await card.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("button", { name: "Revoke the pair" }).click();
  await card.getByText("Ended").waitFor();
  expect([await statusOf(first), await statusOf(second)]).toEqual([401, 401]);
});

test("a limit that is edited holds with the next call", async () => {
  const { page } = await open(`/api-tier-config?project=${saas.projectId}`);
  expect((await track(world, saas, "limited", { amount: 3 })).json).toMatchObject({ allowed: true });
  await page.getByRole("button", { name: /^Free/ }).click();
  await page.getByLabel("Uses a month").fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. The next call sees it.").waitFor();
  expect((await track(world, saas, "limited")).json).toMatchObject({ allowed: false, usage: { limit: 3, count: 3 } });
  await page.getByRole("button", { name: /^Free.*3 uses/ }).waitFor();
});

test("customers are made, searched, filtered, opened, and saved as CSV", async () => {
  const { page } = await open(`/customers?project=${saas.projectId}`);
  await page.getByRole("button", { name: "New customer" }).click();
  await page.getByLabel("Your id for them").fill("cora-1");
  const made = page.getByRole("dialog", { name: "New customer" });
  await made.getByLabel("E-mail").fill("cora@example.com");
  await made.getByLabel("Name").fill("Cora Öz");
  await page.getByLabel("Plan without payment").selectOption("Pro");
  await page.getByRole("button", { name: "Make the customer" }).click();
  const drawer = page.getByRole("dialog", { name: "Customer" });
  await drawer.getByText("0 of 10,000").waitFor();
  await drawer.getByRole("button", { name: "Close" }).click();

  await call(world, "/api/customers", { secretKey: saas.secretKey, body: { id: "dan-1", name: "Dan" } });
  await page.reload();
  await rowOf(page, "dan-1").waitFor();
  await page.getByLabel("Id, e-mail or name").fill("cora@");
  await rowOf(page, "dan-1").waitFor({ state: "detached" });
  await rowOf(page, "Cora Öz").getByText("Given").waitFor();
  await page.getByLabel("Id, e-mail or name").fill("");
  await rowOf(page, "dan-1").waitFor();
  await page.getByLabel("Plan", { exact: true }).selectOption("Pro");
  await rowOf(page, "dan-1").waitFor({ state: "detached" });
  await rowOf(page, "Cora Öz").waitFor();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Demo SaaS-customers.csv");
  const file = await readFile(await download.path());
  expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(file.toString()).toContain("Cora Öz");
  expect(file.toString()).not.toContain("dan-1");
});

test("a subscription from the checkout is changed in the drawer, and its limit with it", async () => {
  const checkout = { secretKey: saas.secretKey, userId: "pays", body: { tier: "pro" } };
  const { json } = await call(world, "/api/create-checkout", checkout);
  const { page: shop } = await browser.openPage(json.url);
  await payAtCheckout(shop, "pays@example.com");
  await shop.waitForURL((url) => url.href !== json.url);
  await hearAll(world);
  expect((await track(world, saas, "pays")).json).toMatchObject({ usage: { plan: "pro", limit: 10_000 } });

  const { page } = await open(`/customers?project=${saas.projectId}`);
  const drawer = await openRow(page, "pays");
  const subscription = drawer.getByRole("region", { name: "Subscription" });
  await subscription.getByText("Active").waitFor();
  await subscription.getByText("$29 a month").waitFor();
  await drawer.getByRole("region", { name: "Events" }).getByText("customer.subscription.created").waitFor();

  await drawer.getByRole("button", { name: "Change the tier" }).click();
  await page.getByLabel("New tier").selectOption("Enterprise, $99 a month");
  const preview = page.getByRole("table", { name: "What the change costs now" });
  await preview.getByRole("row", { name: /^Paid now \$/ }).waitFor();
  await page.getByRole("button", { name: "Change it now" }).click();
  await page.getByText("Changed. The next call sees it.").waitFor();
  expect((await track(world, saas, "pays")).json).toMatchObject({ usage: { plan: "enterprise", limit: null } });
  await subscription.getByText("$99 a month").waitFor();
});

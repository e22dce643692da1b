/** The sandbox Stripe's control page: all of it by forms, without JavaScript. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { day, startTime, useSandbox } from "../../sandbox/stripe/test/sandbox-world.ts";
import { takeLooks } from "./runner/take-looks.ts";
import { useBrowser } from "./runner/use-browser.ts";

const world = useSandbox();
const browser = useBrowser();
const open = async () => {
  const visit = await browser.openPage(`${world.running.url}/_sandbox`, { hasJavaScript: false });
  return { ...visit, visit };
};

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("status").waitFor();
}

test("a developer seeds a world, looks into it and advances it", async () => {
  const { page } = await open();
  await press(page, "Seed");
  await press(page, "Seed");
  expect(await page.getByRole("status").textContent()).toBe("They are there already.");
  expect(await page.getByRole("region", { name: "Accounts" }).getByRole("row").count()).toBe(3);

  await page.getByRole("navigation").getByRole("link", { name: "Objects" }).click();
  await page.getByRole("link", { name: "customer", exact: true }).click();
  await page
    .getByRole("row", { name: /Ada Lovelace/ })
    .getByRole("link")
    .click();
  const [ada] = (await world.stripe.customers.list({ email: "ada@example.com" })).data;
  expect(JSON.parse((await page.locator("pre").textContent()) ?? "")).toMatchObject({ id: ada?.id, email: ada?.email });
  await page.locator("pre").getByRole("link", { name: /^pm_/ }).click();
  await page.getByRole("heading", { name: /^pm_/ }).waitFor();

  await page.getByRole("navigation").getByRole("link", { name: "Control" }).click();
  await page.getByLabel("Days forward").fill("32");
  await press(page, "Advance");
  expect(world.running.sandbox.clock.now()).toBe(startTime + 32 * day);
  const subscriptions = await world.stripe.subscriptions.list({ status: "all" });
  expect(subscriptions.data.map(({ status }) => status).sort()).toEqual(["active", "active", "canceled"]);
  await page.getByRole("link", { name: "invoice.paid" }).first().click();
  expect(await page.locator("pre").textContent()).toContain('"object": "event"');

  await page.goto(`${world.running.url}/_sandbox`);
  await press(page, "Advance to what is due next");
  await press(page, "Reset everything");
  expect(world.running.sandbox.clock.now()).toBe(startTime);
  expect((await world.stripe.customers.list()).data).toEqual([]);
});

test("a developer pages through many objects of another account, and finds one by its id", async () => {
  const { page, visit } = await open();
  await page.getByLabel("Name").fill("Bo's shop");
  await press(page, "Add an account");
  const account = world.running.sandbox.accounts.all().find(({ name }) => name === "Bo's shop")?.id ?? "";
  const made: string[] = [];
  for (let index = 0; index < 27; index += 1) {
    made.push((await world.stripe.products.create({ name: `Thing ${index}` }, { stripeAccount: account })).id);
  }
  await page.getByRole("navigation").getByRole("link", { name: "Objects" }).click();
  await page.getByRole("link", { name: "Bo's shop, test" }).click();
  await page.getByRole("link", { name: "product", exact: true }).click();
  expect(await page.getByRole("row").count()).toBe(26);
  await page.getByRole("link", { name: "Older" }).click();
  await page.getByRole("link", { name: made[0] ?? "" }).waitFor();
  expect(await page.getByRole("row").count()).toBe(3);
  await page.getByRole("navigation").getByRole("link", { name: "Control" }).click();
  await page.getByLabel("Find an object by its id").fill(made[3] ?? "");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("heading", { name: made[3] ?? "" }).waitFor();
  await page.goto(`${world.running.url}/_sandbox/find?id=cus_none`);
  await page.getByText("No account has an object cus_none.").waitFor();
  expect(await visit.takeProblems()).toHaveLength(1);
});

test("a developer breaks calls and deliveries, and sends one again", async () => {
  await world.stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/hook", enabled_events: ["*"] });
  const { page, visit } = await open();
  await page.getByLabel("Calls that match").fill("POST /v1/products");
  await page.getByRole("combobox", { name: "Fault", exact: true }).selectOption("card declined");
  await press(page, "Add the fault");
  await expect(world.stripe.products.create({ name: "Pro" })).rejects.toMatchObject({ code: "card_declined" });
  await world.stripe.products.create({ name: "Pro" });

  await page.getByLabel("Hold all events").check();
  await page.getByLabel("Waits between tries").fill("100000");
  await press(page, "Follow these rules");
  expect(world.running.sandbox.postOffice.rules).toMatchObject({ isHeld: true, retryDelaysMs: [100_000] });
  await page.getByLabel("Waits between tries").fill("soon");
  await page.getByRole("button", { name: "Follow these rules" }).click();
  expect(await page.getByRole("alert").textContent()).toContain("retryDelaysMs");
  await visit.takeProblems();
  expect(await page.getByLabel("Hold all events").isChecked()).toBe(true);
  await page.getByLabel("Hold all events").uncheck();
  await press(page, "Follow these rules");

  await press(page, "Resend product.created");
  await world.running.sandbox.postOffice.drain();
  await page.goto(`${world.running.url}/_sandbox`);
  await page.getByRole("cell", { name: /^not reached/ }).waitFor();
});

test("another site's page cannot turn the sandbox", async () => {
  const foreign = { method: "POST", headers: { "Sec-Fetch-Site": "cross-site" } };
  expect((await fetch(`${world.running.url}/_sandbox/reset`, foreign)).status).toBe(403);
});

test("the control page fits a desktop and a phone, light and dark", async () => {
  await world.control("/seed", {});
  await world.stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/hook", enabled_events: ["*"] });
  await world.control("/faults", { match: "POST /v1/refunds", kind: "rate_limit", times: 3 });
  world.advance(40 * day);
  await world.running.sandbox.postOffice.drain();
  await takeLooks({ name: "stripe-control", open: (look) => browser.openPage(`${world.running.url}/_sandbox`, look) });
});

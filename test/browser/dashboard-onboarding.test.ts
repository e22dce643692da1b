/** From somebody who has never seen the product to the first counted call and the first paid order, on one page. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { password, typePassword } from "./clerk-visitor.ts";
import { signUpAtDashboard } from "./dashboard-visitor.ts";
import { useDashboard } from "./dashboard-world.ts";
import { useBrowser } from "./runner/use-browser.ts";

const world = useDashboard();
const browser = useBrowser();

const at = (path: string) => world.providers.dashboardUrl + path;

async function comeFromLanding(address: string) {
  const visit = await browser.openPage(at("/"));
  await visit.page.getByRole("link", { name: "Start free" }).first().click();
  await signUpAtDashboard(visit.page, world, address);
  await visit.page.getByRole("heading", { name: "Make your first project" }).waitFor();
  return visit;
}

const secretOn = (page: Page) =>
  page
    .locator("code")
    .filter({ hasText: /^sk_test_/ })
    .first()
    .innerText();

/** Runs the curl call that the page shows, without a shell. */
async function pasteCurl(page: Page): Promise<Response> {
  const code = await page.locator("pre", { hasText: "curl" }).innerText();
  const url = /curl -X POST (\S+)/.exec(code)?.[1] ?? "";
  const headers = [...code.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name = "", value = ""]) => [name, value]);
  const body = /-d '([^']+)'/.exec(code)?.[1] ?? null;
  return fetch(url, { method: "POST", headers: Object.fromEntries(headers), body });
}

test("a SaaS: from the landing page to the first counted call, seen as it arrives", async () => {
  const { page } = await comeFromLanding("saas@example.com");
  await page.getByLabel("Name of the project").fill("Notes");
  await page.getByRole("radio", { name: /^SaaS/ }).click();
  await page.getByRole("button", { name: /^Pro/ }).click();
  await page.getByLabel("Price").fill("35.50");
  await page.getByRole("complementary", { name: "Preview" }).getByText("$35.50").waitFor();
  await page.getByRole("button", { name: "Make the project and its keys" }).click();

  await page.getByText("You will never see this secret again").waitFor();
  const secret = await secretOn(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the secret key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);

  await page.getByText("Waiting for your first call").waitFor();
  const answer = await pasteCurl(page);
  expect(await answer.json()).toMatchObject({ allowed: true, usage: { plan: "free", count: 1, limit: 100 } });
  await page.getByText("Your first call arrived").waitFor();
  await page.getByText("1 use counted today").waitFor();

  await page.reload();
  await page.getByRole("link", { name: "Setup" }).click();
  await page.getByRole("button", { name: /^Take your keys \(done\)/ }).click();
  await page.getByText(`Your secret ends in …${secret.slice(-4)}`).waitFor();
  expect(await page.content()).not.toContain(secret);
});

test("a store: connects Stripe and sees its first order paid", async () => {
  const { page } = await comeFromLanding("store@example.com");
  await page.getByLabel("Name of the project").fill("Mugs and more");
  await page.getByRole("radio", { name: /^Store/ }).click();
  await page.getByRole("button", { name: "Make the project and its keys" }).click();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the secret key" }).click();

  const secret = await secretOn(page);
  await page.getByRole("button", { name: "Connect Stripe", exact: true }).click();
  await page.getByLabel("Name of the new account").fill("Mugs and more");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByText("Stripe is connected in test mode").waitFor();
  await page.getByText("Waiting for your first paid order").waitFor();
  // The secret was in the memory of the page that was left for Stripe, and is asked for by its variable now.
  const shown = await page.locator("pre", { hasText: "curl" }).innerText();
  expect(shown).toContain("$DREAM_SECRET_KEY");
  const checkout = await fetch(`${world.apiUrl}/api/cart/checkout`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}` },
    body: /-d '([^']+)'/.exec(shown)?.[1] ?? null,
  });
  const { url } = (await checkout.json()) as { url: string };
  const { page: shop } = await browser.openPage(url);
  await shop.getByLabel("E-mail").fill("buyer@example.com");
  await shop.getByLabel("Card number").fill("4242 4242 4242 4242");
  await shop.getByRole("button", { name: /^Pay/ }).click();
  await page.getByText("Your first order is paid").waitFor();
  await page.getByText("$18 for 1 × Mug").waitFor();
});

test("a draft that was left is found again, and what is wrong with it is said at its field", async () => {
  const { page } = await comeFromLanding("draft@example.com");
  await page.getByRole("radio", { name: /^SaaS/ }).click();
  await page.getByRole("button", { name: "Add a tier" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Großes Team");
  expect(await page.getByLabel("Name in code").inputValue()).toBe("gro-es-team");
  await page.reload();
  await page.getByRole("button", { name: /^Großes Team/ }).waitFor();
  await page.getByRole("button", { name: "Make the project and its keys" }).click();
  await page.getByText("This is needed").waitFor();
  expect(await page.getByLabel("Name of the project").evaluate((input) => input === document.activeElement)).toBe(true);
  await page.getByText("An amount, as 29 or 29.50").waitFor();
  expect(await page.getByLabel("Price").last().getAttribute("aria-invalid")).toBe("true");
});

test("who says no at Stripe comes back to where they were, with nothing changed", async () => {
  const { page, takeProblems } = await comeFromLanding("denies@example.com");
  await page.getByLabel("Name of the project").fill("No");
  await page.getByRole("radio", { name: /^SaaS/ }).click();
  await page.getByRole("button", { name: "Make the project and its keys" }).click();
  await page.getByRole("button", { name: /^\d Connect Stripe to sell/ }).click();
  await page.getByRole("button", { name: "Connect Stripe", exact: true }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await page.getByText("Stripe was not connected").waitFor();
  expect(await takeProblems()).toMatchObject([{ message: expect.stringContaining("403") }]);
  await page.getByRole("button", { name: "Back to where you were" }).click();
  await page.getByRole("heading", { name: "Set up" }).waitFor();
});

test("who signs in again finds the project that they were setting up", async () => {
  const { page } = await comeFromLanding("again@example.com");
  await page.getByLabel("Name of the project").fill("Found again");
  await page.getByRole("radio", { name: /^SaaS/ }).click();
  await page.getByRole("button", { name: "Make the project and its keys" }).click();
  await page.getByText("You will never see this secret again").waitFor();
  const { page: other } = await browser.openPage(at("/dashboard"));
  await typePassword(other, "again@example.com", password);
  await other.getByRole("heading", { name: "Set up" }).waitFor();
  await other.getByText("Waiting for your first call").waitFor();
});

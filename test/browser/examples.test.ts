/** The examples, started as their READMEs say and used in Chromium, against the real Workers and the sandbox Stripe. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hearAll } from "../world/hear.ts";
import { call } from "../world/world.ts";
import { findBarriers } from "./runner/find-barriers.ts";
import { useBrowser } from "./runner/use-browser.ts";
import type { Visit } from "./runner/visit.ts";
import { allow, newAddress, signUpAs, useSignInPages } from "./sign-in-visitor.ts";
import { type RunningExamples, startExamples } from "./start-example.ts";

const pages = useSignInPages();
const browser = useBrowser();
let running: RunningExamples;

beforeAll(async () => {
  running = await startExamples(pages.world);
}, 180_000);
afterAll(async () => {
  await running?.stop();
});

async function payOnPage(page: Page): Promise<void> {
  await page.getByLabel("Card number").fill("4242424242424242");
  await page.getByRole("button", { name: /^(Pay|Subscribe)$/ }).click();
}

/** What became of pressing "Check out". */
function outcomeOf(page: Page): Promise<string> {
  const { url } = pages.world.providers.stripe;
  return Promise.race([
    page.waitForURL((here) => here.origin === url).then(() => "checkout"),
    page
      .getByRole("alert")
      .filter({ hasText: "Signed print is sold out" })
      .waitFor()
      .then(() => "sold out"),
  ]);
}

describe("the SaaS", () => {
  test("takes somebody from signing up to a paid plan and out again", async () => {
    const address = newAddress();
    const { page } = await browser.openPage(running.demo.examples.saas);
    await page.getByRole("button", { name: "Sign up" }).click();
    await signUpAs(page, pages, address);
    await allow(page);
    await page.waitForURL(`${running.demo.examples.saas}/`);
    await page.getByText(address).waitFor();

    await page.getByRole("button", { name: "Give me a name" }).click();
    await page.getByText("1 of 100 names on the free plan").waitFor();
    expect(await page.getByRole("link", { name: "Save this list" }).count()).toBe(0);

    await page.getByRole("button", { name: "Choose Pro" }).click();
    await payOnPage(page);
    await page.waitForURL(`${running.demo.examples.saas}/`);
    await hearAll(pages.world);
    await page.reload();
    await page.getByText("0 of 10,000 names on the pro plan").waitFor();
    await page.getByRole("link", { name: "Save this list" }).waitFor();
    expect(await page.getByRole("button", { name: "Your plan" }).isDisabled()).toBe(true);

    await page.getByRole("button", { name: "Billing" }).click();
    await page.getByLabel("New plan").waitFor();
    await page.goto(running.demo.examples.saas);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("Sign up and take the first one.").waitFor();
  });

  test.each(["light", "dark"] as const)("is for everybody, %s and on a phone", async (colorScheme) => {
    const { page } = await browser.openPage(running.demo.examples.saas, { colorScheme, screen: "phone" });
    await page.getByRole("heading", { name: "Enterprise" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });
});

describe("the store", () => {
  test("sells a basket, says thank you, and counts what is left", async () => {
    const { page } = await browser.openPage(running.demo.examples.store);
    await page.getByText("25 left").waitFor();
    await page.getByRole("button", { name: "Add to basket: Mug" }).click();
    await page.getByRole("button", { name: "One Mug more" }).click();
    await page.getByRole("button", { name: "Check out" }).click();
    await page.getByLabel("E-mail").fill("buyer@example.com");
    await payOnPage(page);
    await page.waitForURL(`${running.demo.examples.store}/thanks.html?session_id=*`);
    await page.getByText("$36.00 paid. It is on its way.").waitFor();
    await page.getByText("2 × Mug").waitFor();
    await page.getByRole("link", { name: "Back to the shop" }).click();
    await page.getByText("23 left").waitFor();
    await page.getByText("Nothing in it yet.").waitFor();
  });

  test("sells the last piece to one of two who check out at the same time, and tells the other", async () => {
    const visits = await Promise.all([1, 2].map(() => browser.openPage(running.demo.examples.store)));
    for (const { page } of visits) await page.getByRole("button", { name: "Add to basket: Signed print" }).click();
    await Promise.all(visits.map(({ page }) => page.getByRole("button", { name: "Check out" }).click()));
    const outcomes = await Promise.all(visits.map(({ page }) => outcomeOf(page)));
    expect(outcomes.toSorted()).toEqual(["checkout", "sold out"]);
    const winner = visits[outcomes.indexOf("checkout")]?.page as Page;
    const loser = visits[outcomes.indexOf("sold out")] as Visit;
    // Chromium says of a call that is answered 409 that it failed to load.
    expect(await loser.takeProblems()).toMatchObject([{ message: expect.stringContaining("409") }]);

    await winner.getByLabel("E-mail").fill("first@example.com");
    await payOnPage(winner);
    await winner.getByText("$120.00 paid. It is on its way.").waitFor();
    await loser.page.reload();
    expect(await loser.page.getByRole("button", { name: "Sold out: Signed print" }).isDisabled()).toBe(true);

    const { publishableKey, secretKey } = running.demo.store;
    const products = (await call(pages.world, "/api/products", { publishableKey })).json.data;
    expect(products.find(({ name }: { name: string }) => name === "signed-print")).toMatchObject({ stock: 0 });
    const orders: { items: { product: string }[] }[] = (await call(pages.world, "/api/orders", { secretKey })).json
      .data;
    const ofPrint = orders.filter(({ items }) => items.some(({ product }) => product === "signed-print"));
    expect(ofPrint).toMatchObject([{ email: "first@example.com", status: "paid", amountTotal: 12_000 }]);
  });

  test.each(["light", "dark"] as const)("is for everybody, %s and on a phone", async (colorScheme) => {
    const { page } = await browser.openPage(running.demo.examples.store, { colorScheme, screen: "phone" });
    await page.getByRole("button", { name: "Add to basket: Mug" }).click();
    expect(await findBarriers(page)).toEqual([]);
  });
});

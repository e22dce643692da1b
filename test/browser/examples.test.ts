/** The examples, started as their READMEs say and used in Chromium, against the real Workers and the sandbox Stripe. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hearAll } from "../world/hear.ts";
import { findBarriers } from "./runner/find-barriers.ts";
import { useBrowser } from "./runner/use-browser.ts";
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

  test("says what is sold out meanwhile", async () => {
    const visits = [1, 2].map(() => browser.openPage(running.demo.examples.store));
    const [first, second] = (await Promise.all(visits)).map(({ page }) => page);
    if (!first || !second) throw new Error("Two people came");
    for (const page of [first, second]) await page.getByRole("button", { name: "Add to basket: Signed print" }).click();
    await first.getByRole("button", { name: "Check out" }).click();
    await first.waitForURL((url) => url.origin === pages.world.providers.stripe.url);
    await second.getByRole("button", { name: "Check out" }).click();
    await second.getByText("Signed print: 0 left").waitFor();
    await (await visits[1])?.takeProblems();
  });

  test.each(["light", "dark"] as const)("is for everybody, %s and on a phone", async (colorScheme) => {
    const { page } = await browser.openPage(running.demo.examples.store, { colorScheme, screen: "phone" });
    await page.getByRole("button", { name: "Add to basket: Mug" }).click();
    expect(await findBarriers(page)).toEqual([]);
  });
});

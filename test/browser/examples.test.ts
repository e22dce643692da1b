/** The examples, started as their READMEs say and used in Chromium, against the real Workers and the sandbox Stripe. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { findAccessibilityIssues } from "./runner/find-accessibility-issues.ts";
import { useBrowser } from "./runner/use-browser.ts";
import { type RunningExamples, startExamples } from "./start-example.ts";

const world = useWholeWorld();
const browser = useBrowser();
let running: RunningExamples;

beforeAll(async () => {
  running = await startExamples(world);
});
afterAll(async () => {
  await running?.stop();
});

describe("the store", () => {
  test("sells a basket, says thank you, and counts what is left", async () => {
    const { page } = await browser.openPage(running.demo.examples.store);
    await page.getByText("25 left").waitFor();
    await page.getByRole("button", { name: "Add to basket: Mug" }).click();
    await page.getByRole("button", { name: "One Mug more" }).click();
    await page.getByRole("button", { name: "Check out" }).click();
    await page.waitForURL((url) => url.origin === world.providers.stripe.url);
    await page.getByLabel("E-mail").fill("buyer@example.com");
    await page.getByLabel("Card number").fill("4242424242424242");
    await page.getByRole("button", { name: "Pay" }).click();
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
    await first.waitForURL((url) => url.origin === world.providers.stripe.url);
    await second.getByRole("button", { name: "Check out" }).click();
    await second.getByText("Signed print: 0 left").waitFor();
    await (await visits[1])?.takeProblems();
  });

  test.each(["light", "dark"] as const)("is for everybody, %s and on a phone", async (colorScheme) => {
    const { page } = await browser.openPage(running.demo.examples.store, { colorScheme, screen: "phone" });
    await page.getByRole("button", { name: "Add to basket: Mug" }).click();
    expect(await findAccessibilityIssues(page)).toEqual([]);
  });
});

/** What a developer does at the dashboard, and how a page is opened as somebody who is signed in. */
import type { BrowserContextOptions, Page } from "playwright-core";
import type { WholeWorld } from "../world/whole-world.ts";
import { choosePassword, codeFor, password, typeCode, typePassword } from "./clerk-visitor.ts";
import type { TestBrowser } from "./runner/use-browser.ts";

export type SignedIn = Exclude<BrowserContextOptions["storageState"], undefined>;

/** On `/sign-up`, as far as the dashboard. */
export async function signUpAtDashboard(page: Page, { providers }: WholeWorld, address: string): Promise<void> {
  await page.locator("input[name=emailAddress]").fill(address);
  await choosePassword(page);
  await typeCode(page, () => codeFor(providers.clerk, "dream-api", address));
  await page.waitForURL("**/dashboard**");
}

/** Signs in once, so that many pages can be opened as that person. @param address of somebody who has an account */
export async function signInAtDashboard(browser: TestBrowser, world: WholeWorld, address: string): Promise<SignedIn> {
  world.providers.clerk.seed("dream-api", [{ emailAddress: address, password }]);
  const { page } = await browser.openPage(`${world.providers.dashboardUrl}/sign-in`);
  await typePassword(page, address, password);
  await page.waitForURL("**/dashboard**");
  await page.getByRole("navigation", { name: "Pages" }).first().waitFor({ state: "attached" });
  return page.context().storageState();
}

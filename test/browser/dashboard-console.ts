/** The dashboard in the hands of one developer who is signed in once, for all tests of a file. */
import type { Page } from "playwright-core";
import { beforeAll } from "vitest";
import { type Dashboard, openDashboard } from "../../scripts/local/demo-dashboard.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import { type SignedIn, signInAtDashboard } from "./dashboard-visitor.ts";
import { useDashboard } from "./dashboard-world.ts";
import { type TestBrowser, useBrowser } from "./runner/use-browser.ts";
import type { Visit, VisitOptions } from "./runner/visit.ts";

export interface Console {
  readonly world: WholeWorld;
  readonly browser: TestBrowser;
  /** A page of the dashboard, by its path. */
  open(path: string, options?: VisitOptions): Promise<Visit>;
  /** In a browser that has fetched most of it already. For pages that are only looked at. */
  openAgain(path: string, options?: VisitOptions): Promise<Visit>;
}

/** @param prepare runs before the tests, when the developer has an account */
export function useConsole(prepare: (dashboard: Dashboard) => Promise<void>): Console {
  const world = useDashboard();
  const browser = useBrowser();
  const address = "developer@example.com";
  let storageState: SignedIn;
  beforeAll(async () => {
    storageState = await signInAtDashboard(browser, world, address);
    await prepare(openDashboard(world.urls, world.providers, address));
  });
  return {
    world,
    browser,
    open: (path, options) => browser.openPage(world.providers.dashboardUrl + path, { ...options, storageState }),
    openAgain: (path, options) =>
      browser.openPageAgain(world.providers.dashboardUrl + path, { ...options, storageState }),
  };
}

/** A row of a table, by a text in it. */
export const rowOf = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

/** Opens a row's drawer. */
export async function openRow(page: Page, text: string) {
  await rowOf(page, text).getByRole("button").click();
  return page.getByRole("dialog");
}

/** The secret in a dialog that shows it this once; then the dialog is closed. */
export async function keepSecret(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog", { name: /^The secret key of/ });
  await dialog.getByText("You will never see this secret again").waitFor();
  const secret = await dialog.locator("code").innerText();
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await dialog.waitFor({ state: "detached" });
  return secret;
}

/** On a checkout's page at the sandbox. @param email of a payer whom Stripe does not know yet */
export async function payAtCheckout(page: Page, email?: string): Promise<void> {
  if (email) await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Card number").fill("4242 4242 4242 4242");
  await page.getByRole("button", { name: /^(Pay|Subscribe)/ }).click();
}

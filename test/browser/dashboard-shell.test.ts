/** The frame around every page: who gets in, and what cannot be misread. */
import { test } from "vitest";
import { signUpAtDashboard } from "./dashboard-visitor.ts";
import { useDashboard } from "./dashboard-world.ts";
import { useBrowser } from "./runner/use-browser.ts";

const world = useDashboard();
const browser = useBrowser();

const at = (path: string) => world.providers.dashboardUrl + path;

test("a visitor comes from the landing page through sign-up to a dashboard of their own", async () => {
  const { page } = await browser.openPage(at("/"));
  await page.getByRole("link", { name: "Start free" }).first().click();
  await signUpAtDashboard(page, world, "first@example.com");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.screenshot({ path: "/tmp/shot-dash.png" });
});

test("who is signed out is sent to sign in, and then to the page that they wanted", async () => {
  const { page } = await browser.openPage(at("/credentials?mode=live"));
  await page.waitForURL("**/sign-in**");
  await page.locator("input[name=identifier]").waitFor();
  await page.screenshot({ path: "/tmp/shot-signin.png" });
});

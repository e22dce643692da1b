/** The frame around every page: who gets in, whose project it is, and which mode, which nobody can misread. */
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { demoSaas, demoStore } from "../../scripts/local/demo-catalogue.ts";
import { openDashboard } from "../../scripts/local/demo-dashboard.ts";
import { password, typePassword } from "./clerk-visitor.ts";
import { type SignedIn, signInAtDashboard } from "./dashboard-visitor.ts";
import { useDashboard } from "./dashboard-world.ts";
import { useBrowser } from "./runner/use-browser.ts";

const world = useDashboard();
const browser = useBrowser();

const owner = "owner@example.com";
const stranger = "stranger@example.com";
let storageState: SignedIn;
let saas: string;
let foreign: string;

beforeAll(async () => {
  const { clerk } = world.providers;
  clerk.seed(
    "dream-api",
    [owner, stranger].map((emailAddress) => ({ emailAddress, password })),
  );
  const ownerDashboard = openDashboard(world.urls, world.providers, owner);
  await ownerDashboard.connectStripe("Owner");
  saas = (await ownerDashboard.createProject(demoSaas)).projectId;
  await ownerDashboard.createProject(demoStore);
  const strangersDashboard = openDashboard(world.urls, world.providers, stranger);
  await strangersDashboard.connectStripe("Stranger");
  foreign = (await strangersDashboard.createProject({ ...demoSaas, name: "Not yours" })).projectId;
  storageState = await signInAtDashboard(browser, world, owner);
});

const at = (path: string) => world.providers.dashboardUrl + path;
const open = (path: string, screen: "desktop" | "phone" = "desktop") =>
  browser.openPage(at(path), { storageState, screen });
const banner = (page: Page) => page.getByRole("complementary", { name: "Mode of this page" });

test("who is signed out is sent to sign in, and then to the page that they wanted", async () => {
  const { page } = await browser.openPage(at(`/credentials?project=${saas}`));
  await page.waitForURL("**/sign-in**");
  await typePassword(page, owner, password);
  await page.waitForURL(`**/credentials?project=${saas}`);
  await page.getByRole("heading", { level: 1, name: "Keys" }).waitFor();
});

test("another developer's project is refused, not replaced by one's own", async () => {
  const { page } = await open(`/customers?project=${foreign}`);
  await page.getByRole("heading", { name: "This project is not in your account" }).waitFor();
  expect(await page.getByText("Not yours").count()).toBe(0);
  await page.getByRole("link", { name: "To your projects" }).click();
  await banner(page).getByText("Demo").waitFor();
});

test("the mode is said by word, sign and colour on the toggle and over the page, and stands in the address", async () => {
  const { page } = await open(`/customers?project=${saas}`);
  await banner(page).getByText("Test mode").waitFor();
  const testColour = await banner(page).evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await page.getByRole("radio", { name: "Test" }).getAttribute("aria-checked")).toBe("true");
  await page.getByRole("radio", { name: "Live" }).click();
  await page.waitForURL("**mode=live**");
  await banner(page).getByText("Live mode").waitFor();
  expect(await banner(page).evaluate((element) => getComputedStyle(element).backgroundColor)).not.toBe(testColour);
  await page.getByRole("heading", { name: "Demo SaaS is not live yet" }).waitFor();
  await page.reload();
  await banner(page).getByText("Live mode").waitFor();
});

test("another project keeps nothing of the first one's address, and is the one that is found again", async () => {
  const { page } = await open(`/dashboard?project=${saas}`);
  await page.getByRole("button", { name: /Switch project/ }).click();
  await page.getByRole("menuitemradio", { name: "Demo store" }).click();
  await banner(page).getByText("Demo store").waitFor();
  await page.goto(at("/customers"));
  await banner(page).getByText("Demo store").waitFor();
});

test("by keyboard alone: past the sidebar to the content, and to the theme", async () => {
  const { page } = await open(`/customers?project=${saas}`);
  await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  await page.getByRole("button", { name: "Your menu" }).focus();
  await page.keyboard.press("Enter");
  const dark = page.getByRole("menuitemradio", { name: "Dark" });
  await dark.waitFor();
  await dark.focus();
  await page.keyboard.press("Enter");
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await expect.poll(scheme).toBe("dark");
  await page.reload();
  expect(await scheme()).toBe("dark");
});

test("on a phone the pages are behind a button, and choosing one closes them", async () => {
  const { page } = await open(`/customers?project=${saas}`, "phone");
  await banner(page).getByText("Test mode").waitFor();
  await page.getByRole("button", { name: "Open the menu" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Keys" }).click();
  await page.getByRole("heading", { level: 1, name: "Keys" }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("who signs out and in as another sees nothing of the first", async () => {
  const { page } = await browser.openPage(at("/sign-in"));
  await typePassword(page, owner, password);
  await banner(page).waitFor();
  await page.getByRole("button", { name: "Your menu" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: /Don't trust me/ }).waitFor();
  await page.goto(at("/sign-in"));
  await typePassword(page, stranger, password);
  await banner(page).getByText("Not yours").waitFor();
  expect(await page.getByText("Demo SaaS").count()).toBe(0);
});

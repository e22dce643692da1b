/** A person's account page: which apps know them, and the ways out. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { TestProject } from "../world/world.ts";
import { submit } from "./clerk-visitor.ts";
import { useBrowser } from "./runner/use-browser.ts";
import { allow, readApp, registerApp, seedPerson, signInAs, startUrl, useSignInPages } from "./sign-in-visitor.ts";

const pages = useSignInPages();
const browser = useBrowser();

const dayMs = 86_400_000;

const openAccount = (page: Page) => page.goto(`${pages.world.urls.endUserAuth}/account?mode=test`);

const apps = (page: Page) => page.getByRole("region", { name: "Apps that know you" });

/** In a browser of their own. @returns the id that the project knows them by */
async function join(project: TestProject, address: string) {
  const visit = await browser.openPage(startUrl(pages, project));
  await signInAs(visit.page, address);
  return { ...visit, userId: await sayYes(visit.page) };
}

async function sayYes(page: Page): Promise<string> {
  await allow(page);
  return String((await readApp(page, pages)).sub);
}

async function subscribe({ tenant }: TestProject, userId: string): Promise<void> {
  const now = Date.now();
  await pages.world.lab.putSubscription(tenant, {
    userId,
    tier: "pro",
    status: "active",
    usageAnchor: now,
    currentPeriodStart: now,
    currentPeriodEnd: now + 30 * dayMs,
  });
}

test("a person sees which apps know them, leaves one, and is somebody new there afterwards", async () => {
  const [left, kept] = [await registerApp(pages, { name: "Left" }), await registerApp(pages, { name: "Kept" })];
  const { page, userId } = await join(left, seedPerson(pages));
  await page.goto(startUrl(pages, kept));
  await sayYes(page);
  await openAccount(page);
  await apps(page).getByRole("listitem").nth(1).waitFor();
  const today = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(new Date());
  expect(await apps(page).getByRole("listitem").first().innerText()).toMatch(new RegExp(`Left\\s+Since ${today}`));

  await page.getByRole("button", { name: "Leave Left" }).click();
  await page.getByRole("dialog", { name: "Leave Left?" }).getByRole("button", { name: "Leave" }).click();
  await page.getByText("You have left Left.").waitFor();
  expect(await page.evaluate("document.activeElement.innerText")).toBe("Apps that know you");
  await page.reload();
  await apps(page).getByRole("listitem").waitFor();
  expect(await apps(page).getByRole("listitem").innerText()).toContain("Kept");

  await page.goto(startUrl(pages, left));
  expect(await sayYes(page)).not.toBe(userId);
});

test("who stays, by button or by key, is still a member", async () => {
  const { page } = await join(await registerApp(pages, { name: "Stayed" }), seedPerson(pages));
  await openAccount(page);
  for (const stay of [
    () => page.getByRole("button", { name: "Stay", exact: true }).click(),
    () => page.keyboard.press("Escape"),
  ]) {
    await page.getByRole("button", { name: "Leave Stayed" }).click();
    await page.getByRole("dialog").waitFor();
    await stay();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.innerText")).toBe("Leave");
  }
  await page.reload();
  await page.getByRole("button", { name: "Leave Stayed" }).waitFor();
});

test("an app with a subscription is not left, also when it was bought a moment ago", async () => {
  const project = await registerApp(pages, { name: "Paid" });
  const { page, userId, takeProblems } = await join(project, seedPerson(pages));
  await openAccount(page);
  await page.getByRole("button", { name: "Leave Paid" }).click();
  await subscribe(project, userId);
  await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await page.getByRole("dialog", { name: "You still have a subscription at Paid" }).waitFor();
  expect(await takeProblems()).toMatchObject([{ kind: "console error", message: expect.stringContaining("409") }]);

  await page.reload();
  await apps(page).getByText("with a subscription").waitFor();
  await page.getByRole("button", { name: "Leave Paid" }).click();
  await page.getByRole("dialog", { name: "You still have a subscription at Paid" }).waitFor();
  expect(await page.getByRole("dialog").getByRole("button").allInnerTexts()).toEqual(["Close"]);
});

test("signing out everywhere ends the sign-ins of all browsers", async () => {
  const project = await registerApp(pages, { name: "Everywhere" });
  const address = seedPerson(pages);
  const { page, takeProblems } = await join(project, address);
  const other = await browser.openPage(startUrl(pages, project));
  await signInAs(other.page, address);
  await readApp(other.page, pages);
  await openAccount(page);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.locator("input[name=identifier]").waitFor();
  for (const problem of await takeProblems()) expect(problem.message).toContain("401");
  await other.page.goto(startUrl(pages, project, { prompt: "none" }));
  expect(await readApp(other.page, pages)).toEqual({ error: "login_required" });
});

test("a changed name is what the next app gets", async () => {
  const { page } = await join(await registerApp(pages, { name: "Before" }), seedPerson(pages));
  await openAccount(page);
  await page.getByRole("button", { name: "Update profile" }).click();
  await page.locator("input[name=firstName]").fill("Augusta");
  await submit(page);
  await page.getByText("Augusta Lovelace").first().waitFor();
  await page.goto(startUrl(pages, await registerApp(pages, { name: "After" })));
  await page.getByText("your name: Augusta Lovelace").waitFor();
});

test("who is not signed in signs in first, and signs out again", async () => {
  const address = seedPerson(pages);
  const { page } = await browser.openPage(`${pages.world.urls.endUserAuth}/account?mode=test`);
  await signInAs(page, address);
  await page.getByText("No app knows you yet.").waitFor();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.locator("input[name=identifier]").waitFor();
  expect(page.url()).toContain("/account?mode=test");
});

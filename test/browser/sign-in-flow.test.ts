/** A developer's app on another origin sends its people to the hosted pages, and gets them back. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useBrowser } from "./runner/use-browser.ts";
import {
  allow,
  newAddress,
  readApp,
  registerApp,
  seedPerson,
  signInAs,
  signUpAs,
  startUrl,
  useSignInPages,
} from "./sign-in-visitor.ts";

const pages = useSignInPages();
const browser = useBrowser();

const pathOf = (page: Page) => new URL(page.url()).pathname;
const consentTo = (page: Page, name: string) => page.getByRole("heading", { name: `Continue to ${name}?` }).waitFor();

/** A member of the project who is signed in. */
async function openMember(name: string) {
  const project = await registerApp(pages, { name });
  const address = seedPerson(pages);
  const visit = await browser.openPage(startUrl(pages, project));
  await signInAs(visit.page, address);
  await allow(visit.page);
  const user = await readApp(visit.page, pages);
  return { ...visit, project, address, user };
}

test("somebody signs up, says yes, is back with a user, reloads, signs out, and is not asked again", async () => {
  const project = await registerApp(pages, { name: "Acme", colour: "#ffe066" });
  const address = newAddress();
  const { page } = await browser.openPage(startUrl(pages, project, { screen_hint: "sign-up" }));
  await signUpAs(page, pages, address);
  await consentTo(page, "Acme");
  expect(pathOf(page)).toBe("/consent");
  const said = await page.getByRole("main").innerText();
  expect(said).toContain(`your email address: ${address}`);
  expect(said).toContain(`You go back to ${new URL(pages.app.redirectUri).host}.`);
  await allow(page);
  const user = await readApp(page, pages);
  expect(user).toMatchObject({ sub: expect.stringMatching(/^usr_/), email: address, email_verified: true });
  await page.reload();
  expect(await readApp(page, pages)).toEqual(user);
  await page.goto(`${pages.app.url}/sign-out`);
  expect(await readApp(page, pages)).toEqual({ signedOut: true });
  await page.goto(startUrl(pages, project));
  await signInAs(page, address);
  expect(await readApp(page, pages)).toEqual(user);
});

test("who is signed in already goes through without a click", async () => {
  const { page, project, user } = await openMember("Through");
  await page.goto(startUrl(pages, project));
  expect(await readApp(page, pages)).toEqual(user);
});

test("a second app asks for itself, and knows the same person under another id", async () => {
  const { page, user, address } = await openMember("First");
  const second = await registerApp(pages, { name: "Second" });
  await page.goto(startUrl(pages, second));
  await consentTo(page, "Second");
  await allow(page);
  const known = await readApp(page, pages);
  expect(known).toMatchObject({ email: address });
  expect(known.sub).not.toBe(user.sub);
});

test("prompt=none goes through for a member, and says what is missing for anybody else", async () => {
  const { page, project, user } = await openMember("Silent");
  await page.goto(startUrl(pages, project, { prompt: "none" }));
  expect(await readApp(page, pages)).toEqual(user);

  const other = await registerApp(pages, { name: "Silent too" });
  await page.goto(startUrl(pages, other, { prompt: "none" }));
  expect(await readApp(page, pages)).toEqual({ error: "consent_required" });

  const stranger = await browser.openPage(startUrl(pages, project, { prompt: "none" }));
  expect(await readApp(stranger.page, pages)).toEqual({ error: "login_required" });
});

test("prompt=login wants the password again of somebody who is signed in", async () => {
  // A session that began less than ten seconds before the request counts as new: clocks may be off.
  const { page, project, user, address } = await pages.withClerkBehind(30_000, () => openMember("Careful"));
  await page.goto(startUrl(pages, project, { prompt: "login" }));
  await page.locator("input[name=identifier]").waitFor();
  expect(pathOf(page)).toBe("/sign-in");
  expect(await page.getByRole("status").innerText()).toContain("You were signed out of every app");
  await signInAs(page, address);
  expect(await readApp(page, pages)).toEqual(user);
});

test("prompt=consent asks a member again", async () => {
  const { page, project, user } = await openMember("Asks");
  await page.goto(startUrl(pages, project, { prompt: "consent" }));
  await consentTo(page, "Asks");
  await allow(page);
  expect(await readApp(page, pages)).toEqual(user);
});

test("who says no, or cancels before, goes back without being known", async () => {
  const project = await registerApp(pages, { name: "Refused" });
  const address = seedPerson(pages);
  const { page } = await browser.openPage(startUrl(pages, project));
  await page.getByRole("button", { name: "Cancel and go back to Refused" }).click();
  expect(await readApp(page, pages)).toEqual({ error: "access_denied" });
  await page.goto(startUrl(pages, project));
  await signInAs(page, address);
  await page.getByRole("button", { name: "Don't allow" }).click();
  expect(await readApp(page, pages)).toEqual({ error: "access_denied" });
  await page.goto(startUrl(pages, project));
  await consentTo(page, "Refused");
});

test("a reload of the question asks it again; somebody else can take the place", async () => {
  const project = await registerApp(pages, { name: "Shared" });
  const [first, second] = [seedPerson(pages), seedPerson(pages)];
  const { page } = await browser.openPage(startUrl(pages, project));
  await signInAs(page, first);
  await consentTo(page, "Shared");
  await page.reload();
  await consentTo(page, "Shared");
  const other = page.getByRole("button", { name: "Not you?", description: /signs you out of every app/ });
  await other.click();
  await signInAs(page, second);
  await page.getByText(`your email address: ${second}`).waitFor();
  await allow(page);
  expect(await readApp(page, pages)).toMatchObject({ email: second });
});

test("signing up leads to signing in and back, and keeps the app that waits", async () => {
  const project = await registerApp(pages, { name: "Both" });
  const address = seedPerson(pages);
  const { page } = await browser.openPage(startUrl(pages, project, { screen_hint: "sign-up" }));
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.locator("input[name=identifier]").waitFor();
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.locator("input[name=emailAddress]").waitFor();
  await page.goBack();
  await signInAs(page, address);
  await allow(page);
  expect(await readApp(page, pages)).toMatchObject({ email: address });
});

test("a mouse is not needed, and each step has the focus", async () => {
  const project = await registerApp(pages, { name: "Keys" });
  const address = seedPerson(pages);
  const { page } = await browser.openPage(startUrl(pages, project));
  await page.locator("input[name=identifier]").focus();
  await page.keyboard.type(address);
  await page.keyboard.press("Enter");
  await page.locator("input[name=password]").waitFor();
  await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("password");
  await page.keyboard.type("correct horse battery");
  await page.keyboard.press("Enter");
  await consentTo(page, "Keys");
  expect(await page.evaluate("document.activeElement.innerText")).toBe("Continue to Keys?");
  const reached: string[] = [];
  while (!reached.includes("Allow") && reached.length < 6) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate<string>("document.activeElement.innerText"));
  }
  await page.keyboard.press("Enter");
  expect(await readApp(page, pages)).toMatchObject({ email: address });
});

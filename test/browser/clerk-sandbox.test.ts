/** Clerk's own prebuilt components, unmodified, against the sandbox: what developers and end users go through. */
import { createSessionVerifier } from "@dream-api/clerk";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClerkSandbox, startClerkSandbox } from "../../sandbox/clerk/start-clerk-sandbox.ts";
import { useBrowser } from "./runner/use-browser.ts";
import { type ClerkApp, serveClerkApp } from "./serve-clerk-app.ts";

const password = "correct horse battery";
const browser = useBrowser();
let clerk: ClerkSandbox;
let developers: ClerkApp;
let endUsers: ClerkApp;

beforeAll(async () => {
  clerk = await startClerkSandbox({ port: 0 });
  developers = await serveClerkApp(clerk.instance("dream-api"));
  endUsers = await serveClerkApp(clerk.instance("end-user-api-test"));
});

afterAll(async () => {
  await Promise.all([developers.stop(), endUsers.stop()]);
  await clerk.stop();
});

const statusOf = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor();

async function signUp(page: Page, address: string, slug: string): Promise<void> {
  await page.locator("input[name=emailAddress]").fill(address);
  await page.locator("input[name=password]").fill(password);
  await page.locator(".cl-formButtonPrimary").click();
  await page.locator("input[data-input-otp]").waitFor();
  const code = clerk.emails(slug).find(({ to }) => to === address)?.code ?? "";
  await page.locator("input[data-input-otp]").pressSequentially(code);
  await statusOf(page, `Signed in as ${address}`);
}

async function signIn(page: Page, address: string, typed: string): Promise<void> {
  await page.locator("input[name=identifier]").fill(address);
  await page.locator(".cl-formButtonPrimary").click();
  await page.locator("input[name=password]").fill(typed);
  await page.locator(".cl-formButtonPrimary").click();
}

/** The token that the page would send to an API. */
const tokenOf = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as { Clerk: { session: { getToken(): Promise<string> } } }).Clerk.session.getToken(),
  );

test("a developer signs up with a mailed code, reloads, signs out and signs in again", async () => {
  const { page } = await browser.openPage(`${developers.url}/sign-up`);
  await signUp(page, "ada@example.com", "dream-api");
  const { jwtKey, issuer } = clerk.instance("dream-api");
  const verify = createSessionVerifier({ jwtKey, issuer, authorizedParties: [developers.url] });
  expect((await verify(await tokenOf(page)))?.clerkUserId).toBe(clerk.users("dream-api")[0]?.id);
  await page.reload();
  await statusOf(page, "Signed in as ada@example.com");
  await page.locator(".cl-userButtonTrigger").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await statusOf(page, "Signed out");
  await page.goto(`${developers.url}/sign-in`);
  await signIn(page, "ada@example.com", password);
  await statusOf(page, "Signed in as ada@example.com");
});

test("a wrong password and a taken address are shown under their field", async () => {
  const address = "grace@example.com";
  clerk.seed("dream-api", [{ emailAddress: address, password }]);
  const visit = await browser.openPage(`${developers.url}/sign-in`);
  await signIn(visit.page, address, "not the password");
  await visit.page.locator(".cl-formFieldErrorText__password").waitFor();
  await visit.page.goto(`${developers.url}/sign-up`);
  await visit.page.locator("input[name=emailAddress]").fill(address);
  await visit.page.locator("input[name=password]").fill(password);
  await visit.page.locator(".cl-formButtonPrimary").click();
  await visit.page.locator(".cl-formFieldErrorText__emailAddress").waitFor();
  const problems = await visit.takeProblems();
  expect(problems.map(({ kind, message }) => [kind, message.includes("422")])).toEqual([
    ["console error", true],
    ["console error", true],
  ]);
});

test("a token is replaced in the background before it ends", async () => {
  clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 20 });
  clerk.seed("dream-api", [{ emailAddress: "alan@example.com", password }]);
  const { page } = await browser.openPage(`${developers.url}/sign-in`);
  await signIn(page, "alan@example.com", password);
  await statusOf(page, "Signed in as alan@example.com");
  const first = await tokenOf(page);
  const refresh = await page.waitForResponse(/\/client\/sessions\/\w+\/tokens/);
  clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 60 });
  expect((await refresh.json()).jwt).not.toBe(first);
});

test("two applications in one browser do not mix: neither signing in nor signing out", async () => {
  const { page, takeProblems } = await browser.openPage(`${developers.url}/sign-up`);
  await signUp(page, "both@example.com", "dream-api");
  await page.goto(`${endUsers.url}/`);
  await statusOf(page, "Signed out");
  await page.goto(`${endUsers.url}/sign-up`);
  await signUp(page, "other@example.com", "end-user-api-test");
  await page.goto(`${developers.url}/`);
  await statusOf(page, "Signed in as both@example.com");
  await page.locator(".cl-userButtonTrigger").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await statusOf(page, "Signed out");
  await page.goto(`${endUsers.url}/`);
  await statusOf(page, "Signed in as other@example.com");
  // Cookies know no ports: each application is offered the other's browser token, and must refuse it.
  const refusals = (await takeProblems()).map(
    ({ kind, message }) => kind === "console error" && message.includes("401"),
  );
  expect(refusals.length).toBeGreaterThan(0);
  expect(refusals.every(Boolean)).toBe(true);
});

test("a ticket of the Backend API signs in through the component", async () => {
  const [user] = clerk.seed("dream-api", [{ emailAddress: "ticket@example.com", password }]);
  const { secretKey } = clerk.instance("dream-api");
  const made = await fetch(`${clerk.url}/v1/sign_in_tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secretKey}` },
    body: JSON.stringify({ user_id: user?.id }),
  });
  const { token } = (await made.json()) as { token: string };
  const { page } = await browser.openPage(`${developers.url}/sign-in?__clerk_ticket=${token}`);
  await statusOf(page, "Signed in as ticket@example.com");
});

test("a forgotten password is replaced with a mailed code", async () => {
  const address = "forgetful@example.com";
  clerk.seed("dream-api", [{ emailAddress: address, password }]);
  const { page } = await browser.openPage(`${developers.url}/sign-in`);
  await page.locator("input[name=identifier]").fill(address);
  await page.locator(".cl-formButtonPrimary").click();
  await page.getByText("Forgot password?").click();
  await page.getByRole("button", { name: "Reset your password" }).click();
  await page.locator("input[data-input-otp]").waitFor();
  const code = clerk.emails("dream-api").find(({ to }) => to === address)?.code ?? "";
  await page.locator("input[data-input-otp]").pressSequentially(code);
  await page.locator("input[name=password]").fill("a new password");
  await page.locator("input[name=confirmPassword]").fill("a new password");
  await page.locator(".cl-formButtonPrimary").click();
  await statusOf(page, `Signed in as ${address}`);
});

test("a name is changed on the profile page", async () => {
  clerk.seed("dream-api", [{ emailAddress: "rename@example.com", password }]);
  const { page } = await browser.openPage(`${developers.url}/sign-in`);
  await signIn(page, "rename@example.com", password);
  await statusOf(page, "Signed in as rename@example.com");
  await page.goto(`${developers.url}/user`);
  await page.getByRole("button", { name: "Update profile" }).click();
  await page.locator("input[name=firstName]").fill("Ada");
  await page.locator("input[name=lastName]").fill("Lovelace");
  await page.locator(".cl-formButtonPrimary").click();
  await page.getByText("Ada Lovelace").first().waitFor();
  expect(clerk.users("dream-api")[0]).toMatchObject({ firstName: "Ada", lastName: "Lovelace" });
});

/** Two applications on a sandbox Clerk, and what a visitor does with Clerk's own prebuilt components in them. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type ClerkSandbox, startClerkSandbox } from "../../sandbox/clerk/start-clerk-sandbox.ts";
import { type ClerkApp, serveClerkApp } from "./serve-clerk-app.ts";

export const password = "correct horse battery";

export interface ClerkApps {
  /** Read them inside tests only. */
  readonly clerk: ClerkSandbox;
  /** An application on the instance `dream-api`. */
  readonly developers: ClerkApp;
  /** An application on the instance `end-user-api-test`. */
  readonly endUsers: ClerkApp;
}

export function useClerkApps(): ClerkApps {
  let running: ClerkApps | undefined;
  beforeAll(async () => {
    const clerk = await startClerkSandbox({ port: 0 });
    const [developers, endUsers] = await Promise.all([
      serveClerkApp(clerk.instance("dream-api")),
      serveClerkApp(clerk.instance("end-user-api-test")),
    ]);
    running = { clerk, developers, endUsers };
  });
  afterAll(async () => {
    await Promise.all([running?.developers.stop(), running?.endUsers.stop()]);
    await running?.clerk.stop();
  });
  const apps = (): ClerkApps => {
    if (!running) throw new Error("The applications are only there inside tests");
    return running;
  };
  return {
    get clerk() {
      return apps().clerk;
    },
    get developers() {
      return apps().developers;
    },
    get endUsers() {
      return apps().endUsers;
    },
  };
}

export const seesText = (page: Page, text: string) => page.getByText(text, { exact: true }).first().waitFor();

export const submit = (page: Page) => page.locator(".cl-formButtonPrimary").click();

/** The newest code that was mailed to the address. */
export function codeFor(clerk: ClerkSandbox, slug: string, address: string): string {
  const code = clerk.emails(slug).find(({ to }) => to === address)?.code;
  if (!code) throw new Error(`No code was mailed to ${address}`);
  return code;
}

/** Waits for the field to be empty before `code` is asked for: the mail is out by then, and a wrong code cleared away. */
export async function typeCode(page: Page, code: () => string): Promise<void> {
  const field = page.locator("input[data-input-otp]");
  await field.waitFor();
  await page.waitForFunction(`document.querySelector("input[data-input-otp]").value === ""`);
  await field.pressSequentially(code());
}

/** On a sign-up page, as the last field. Clerk puts a line under it as it is left: a button that moves is easily missed. */
export async function choosePassword(page: Page): Promise<void> {
  const field = page.locator("input[name=password]");
  await field.fill(password);
  await field.press("Enter");
}

/** On a sign-up page. */
export async function signUp(page: Page, clerk: ClerkSandbox, slug: string, address: string): Promise<void> {
  await page.locator("input[name=emailAddress]").fill(address);
  await choosePassword(page);
  await typeCode(page, () => codeFor(clerk, slug, address));
  await seesText(page, `Signed in as ${address}`);
}

/** On a sign-in page. */
export async function typePassword(page: Page, address: string, typed: string): Promise<void> {
  await page.locator("input[name=identifier]").fill(address);
  await submit(page);
  await page.locator("input[name=password]").fill(typed);
  await submit(page);
}

/** On a sign-in page. */
export async function signIn(page: Page, address: string, typed = password): Promise<void> {
  await typePassword(page, address, typed);
  await seesText(page, `Signed in as ${address}`);
}

export async function signOut(page: Page): Promise<void> {
  await page.locator(".cl-userButtonTrigger").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await seesText(page, "Signed out");
}

/** On the home page: what `useAuth().getToken()` gives the application. */
export async function getToken(page: Page, button: "Get a token" | "Get a new token" = "Get a token"): Promise<string> {
  const output = page.locator("output");
  const before = await output.innerText();
  await page.getByRole("button", { name: button, exact: true }).click();
  if (button === "Get a new token")
    await page.waitForFunction(`document.querySelector("output").innerText !== ${JSON.stringify(before)}`);
  else await output.filter({ hasText: /./ }).waitFor();
  return output.innerText();
}

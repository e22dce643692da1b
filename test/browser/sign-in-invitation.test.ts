/** Somebody whom a developer invited follows the link in the mail. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { call, type TestProject } from "../world/world.ts";
import { choosePassword, password, submit } from "./clerk-visitor.ts";
import { useBrowser } from "./runner/use-browser.ts";
import {
  allow,
  newAddress,
  readApp,
  registerApp,
  seedPerson,
  signInAs,
  startUrl,
  useSignInPages,
} from "./sign-in-visitor.ts";

const pages = useSignInPages();
const browser = useBrowser();

const mailsTo = (address: string) =>
  pages.world.providers.clerk.emails("end-user-api-test").filter(({ to }) => to === address);

/** @returns the link of the mail that goes out */
async function invite({ secretKey }: TestProject, email: string, id: string): Promise<string> {
  const body = { id, email, plan: "pro", invite: true };
  expect((await call(pages.world, "/api/customers", { secretKey, body })).status).toBe(201);
  await expect.poll(() => mailsTo(email).length).toBe(1);
  return mailsTo(email)[0]?.link ?? "";
}

const accountOf = (page: Page, address: string) =>
  page.getByRole("main").getByText(`You are signed in as ${address}`).waitFor();
const nextStep = (page: Page) => page.getByText("Go to the app that invited you").waitFor();

async function signInAtApp(page: Page, project: TestProject) {
  await page.goto(startUrl(pages, project));
  await allow(page);
  return readApp(page, pages);
}

test("an invited person chooses a password, has an account, and is at the app whom it invited", async () => {
  const project = await registerApp(pages, { name: "Inviting" });
  const address = newAddress();
  const { page } = await browser.openPage(await invite(project, address, "their-own-id"));
  await page.locator("input[name=password]").fill(password);
  expect(await page.title()).toBe("Sign up for your account");
  await submit(page);
  await accountOf(page, address);
  await nextStep(page);
  expect(page.url()).not.toContain("__clerk_ticket");
  expect(mailsTo(address)).toHaveLength(1);
  expect(await signInAtApp(page, project)).toMatchObject({ sub: "their-own-id", email: address, email_verified: true });
});

test("who has an account already is signed in by the link", async () => {
  const project = await registerApp(pages, { name: "Known there" });
  const address = seedPerson(pages);
  const { page } = await browser.openPage(await invite(project, address, "known"));
  await accountOf(page, address);
  await nextStep(page);
  expect(page.url()).not.toContain("__clerk_ticket");
  expect(await signInAtApp(page, project)).toMatchObject({ sub: "known", email: address });
});

test("who is signed in when they follow it sees their account, and another person can take the place", async () => {
  const project = await registerApp(pages, { name: "Two of them" });
  const [here, invited] = [seedPerson(pages), newAddress()];
  const { page } = await browser.openPage(`${pages.world.urls.endUserAuth}/account?mode=test`);
  await signInAs(page, here);
  await accountOf(page, here);
  await page.goto(await invite(project, invited, "the-other"));
  await accountOf(page, here);
  await nextStep(page);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.goto(mailsTo(invited)[0]?.link ?? "");
  await choosePassword(page);
  await accountOf(page, invited);
});

test("who comes with a ticket that was used can sign in", async () => {
  const project = await registerApp(pages, { name: "Used" });
  const address = newAddress();
  const arrives = (page: Page) => page.waitForRequest(/\/account\?mode=test&__clerk_ticket=/);
  const { page } = await browser.openPage(`${pages.app.url}/`);
  const [arrival] = await Promise.all([arrives(page), page.goto(await invite(project, address, "used"))]);
  await choosePassword(page);
  await accountOf(page, address);

  const second = await browser.openPage(arrival.url());
  await second.page.getByRole("link", { name: "Sign in" }).click();
  await signInAs(second.page, address);
  await accountOf(second.page, address);
  for (const { message } of await second.takeProblems()) expect(message).toContain("400");
});

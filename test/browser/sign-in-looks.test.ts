/**
 * Every hosted page on a desktop and a phone, light and dark: no barrier, nothing to scroll sideways. `npm run
 * screenshots` is this too, for its pictures.
 */
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { TestProject } from "../world/world.ts";
import { choosePassword, submit } from "./clerk-visitor.ts";
import { findBarriers } from "./runner/find-barriers.ts";
import { takeLooks } from "./runner/take-looks.ts";
import { useBrowser } from "./runner/use-browser.ts";
import type { Visit, VisitOptions } from "./runner/visit.ts";
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

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18" fill="#0ca678"/></svg>`;

let acme: TestProject;
let shop: TestProject;
let address: string;
let storageState: VisitOptions["storageState"];

/** Somebody who is a member of one app with a subscription and of another without. */
beforeAll(async () => {
  acme = await registerApp(pages, { name: "Acme Analytics", colour: "#ffd43b" });
  const logoUrl = `data:image/svg+xml;base64,${Buffer.from(logo).toString("base64")}`;
  shop = await registerApp(pages, { name: "The shop for things made of wood", colour: "#0ca678", logoUrl });
  address = seedPerson(pages);
  const { page } = await browser.openPage(startUrl(pages, acme));
  await signInAs(page, address);
  await allow(page);
  const { sub } = await readApp(page, pages);
  const now = Date.now();
  await pages.world.lab.putSubscription(acme.tenant, {
    userId: String(sub),
    tier: "pro",
    status: "active",
    usageAnchor: now,
    currentPeriodStart: now,
    currentPeriodEnd: now + 86_400_000,
  });
  await page.goto(startUrl(pages, shop));
  await allow(page);
  await readApp(page, pages);
  storageState = await page.context().storageState();
});

interface Look {
  readonly name: string;
  /** Starts at an app unless it has an address. */
  readonly at?: () => string;
  readonly isSignedIn?: boolean;
  /** What the browser's console says of it. */
  readonly complaint?: string;
  readonly ready: (page: Page) => Promise<unknown>;
}

const ours = (path: string) => () => pages.world.urls.endUserAuth + path;
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();
const profile = (page: Page) => page.getByRole("button", { name: "Update profile" }).waitFor();

const looks: Look[] = [
  { name: "sign-in", ready: (page) => page.locator("input[name=identifier]").waitFor() },
  {
    name: "sign-in-password",
    async ready(page) {
      await page.locator("input[name=identifier]").fill(address);
      await submit(page);
      await page.locator("input[name=password]").fill("not the password");
      await submit(page);
      await page.locator(".cl-formFieldErrorText__password").waitFor();
    },
    complaint: "422",
  },
  {
    name: "sign-up",
    at: () => startUrl(pages, shop, { screen_hint: "sign-up" }),
    ready: (page) => page.locator("input[name=emailAddress]").waitFor(),
  },
  {
    name: "sign-up-code",
    at: () => startUrl(pages, shop, { screen_hint: "sign-up" }),
    async ready(page) {
      await page.locator("input[name=emailAddress]").fill(newAddress());
      await choosePassword(page);
      await page.locator("input[data-input-otp]").waitFor();
    },
  },
  {
    name: "consent",
    at: () => startUrl(pages, shop, { prompt: "consent" }),
    isSignedIn: true,
    ready: (page) => page.getByRole("button", { name: "Don't allow" }).waitFor(),
  },
  {
    name: "account",
    at: ours("/account?mode=test"),
    isSignedIn: true,
    async ready(page) {
      await page.getByText("with a subscription").waitFor();
      await profile(page);
    },
  },
  {
    name: "account-security",
    at: ours("/account?mode=test#/security"),
    isSignedIn: true,
    ready: (page) => page.getByRole("button", { name: "Update password" }).waitFor(),
  },
  {
    name: "account-leave",
    at: ours("/account?mode=test"),
    isSignedIn: true,
    async ready(page) {
      await profile(page);
      await page.getByRole("button", { name: "Leave The shop" }).click();
    },
  },
  {
    name: "account-subscribed",
    at: ours("/account?mode=test"),
    isSignedIn: true,
    async ready(page) {
      await profile(page);
      await page.getByRole("button", { name: "Leave Acme" }).click();
    },
  },
  {
    name: "account-sign-in",
    at: ours("/account?mode=test"),
    ready: (page) => page.locator("input[name=identifier]").waitFor(),
  },
  {
    name: "sign-out",
    at: () => `${pages.world.urls.endUserAuth}/sign-out?client_id=${acme.publishableKey}`,
    ready: (page) => heading(page, "You are signed out"),
  },
  {
    name: "expired",
    at: ours("/sign-in?request=of-long-ago"),
    ready: (page) => heading(page, "This sign-in is over"),
    complaint: "404",
  },
  {
    name: "over",
    async ready(page) {
      await page.locator("input[name=identifier]").waitFor();
      const url = page.url();
      await page.getByRole("button", { name: "Cancel and go back" }).click();
      await readApp(page, pages);
      await page.goto(url);
      await heading(page, "This sign-in is over");
    },
    complaint: "404",
  },
  { name: "no-request", at: ours("/consent"), ready: (page) => heading(page, "No sign-in is waiting here") },
  {
    name: "unknown-app",
    at: ours("/oauth/authorize?client_id=pk_test_no"),
    ready: (page) => heading(page, "This app's link is broken"),
    complaint: "400",
  },
];

test.each(looks)("$name", async ({ name, at, isSignedIn, complaint, ready }) => {
  const barriers: string[] = [];
  await takeLooks({
    name: `sign-in-pages-${name}`,
    async open(look) {
      const url = at?.() ?? startUrl(pages, acme);
      const visit = await browser.openPageAgain(url, isSignedIn && storageState ? { ...look, storageState } : look);
      await ready(visit.page);
      barriers.push(...(await findBarriers(visit.page, { isUntoldContrastWrong: true })));
      if (complaint) await expectOnly(complaint, visit);
      return visit;
    },
  });
  expect(barriers).toEqual([]);
});

async function expectOnly(complaint: string, { takeProblems }: Visit): Promise<void> {
  for (const { message } of await takeProblems()) expect(message).toContain(complaint);
}

/** `api.auth` with the real hosted sign-in and the real API: what an app without a server of its own can rely on. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { DreamAPI } from "../../packages/client/src/index.ts";
import { allowRedirects } from "../sign-in/sign-in-world.ts";
import { createProject, type TestProject } from "../world/world.ts";
import { useBrowser } from "./runner/use-browser.ts";
import { type SdkApp, type SdkPage, serveSdkApp } from "./serve-sdk-app.ts";
import { allow, seedPerson, signInAs, useSignInPages } from "./sign-in-visitor.ts";
import { waitUntil } from "./wait-until.ts";

const pages = useSignInPages();
const browser = useBrowser();
let project: TestProject;
let app: SdkApp;

beforeAll(async () => {
  const { world } = pages;
  project = await createProject(world, { name: "Notes" });
  const { publishableKey } = project;
  app = await serveSdkApp({ publishableKey, baseUrl: world.apiUrl, authUrl: world.urls.endUserAuth });
  await allowRedirects(world, project, [`${app.url}/`]);
});
afterAll(() => app?.stop());

/** What `window` is on the app's page. */
declare const api: SdkPage["api"];
declare const changes: SdkPage["changes"];
declare const started: SdkPage["started"];

const isBack = (page: Page) => waitUntil(page, () => api.auth.user);

/** Somebody new to the app who has signed in to it. */
async function openMember() {
  const address = seedPerson(pages);
  const visit = await browser.openPage(app.url);
  const { page } = visit;
  await page.evaluate(() => void api.auth.signIn());
  await signInAs(page, address);
  await allow(page);
  await page.waitForURL(`${app.url}/`);
  await isBack(page);
  return { visit, page, address };
}

const serverOf = (key: string) =>
  new DreamAPI(key, { baseUrl: pages.world.apiUrl, authUrl: pages.world.urls.endUserAuth });

test("somebody signs in, is counted, and is known to the app's own server by the same id", async () => {
  const { page, address } = await openMember();
  const user = await page.evaluate(() => api.auth.user);
  expect(user).toEqual({ id: expect.stringMatching(/^usr_/), name: "Ada Lovelace", email: address });
  expect(await page.evaluate(() => api.trackUsage({ amount: 3 }))).toMatchObject({
    allowed: true,
    usage: { count: 3 },
  });
  expect(await page.evaluate(() => api.checkUsage())).toMatchObject({ usage: { plan: "free", count: 3 } });

  const token = (await page.evaluate(() => api.auth.getToken())) ?? "";
  const server = serverOf(project.secretKey);
  const request = new Request("https://app.example/", { headers: { Authorization: `Bearer ${token}` } });
  expect(await server.auth.verifyToken(request)).toMatchObject({ userId: user?.id });
  expect(await server.customers.get(user?.id ?? "")).toMatchObject({ email: address, usage: { count: 3 } });
});

test("a token of one project opens no other", async () => {
  const { page } = await openMember();
  const token = (await page.evaluate(() => api.auth.getToken())) ?? "";
  const other = await createProject(pages.world, { name: "Other" });
  await expect(serverOf(other.secretKey).auth.verifyToken(token)).rejects.toMatchObject({ code: "invalid_token" });
});

test("a reload and two tabs keep the sign-in, each refresh token used once", async () => {
  const { page } = await openMember();
  await page.reload();
  const other = await page.context().newPage();
  await other.goto(app.url);
  const tokens = await Promise.all([page, other].map((tab) => tab.evaluate(() => api.auth.getToken())));
  expect(tokens).toEqual([expect.any(String), tokens[0]]);
  for (let reloads = 0; reloads < 3; reloads += 1) {
    await page.reload();
    expect(await page.evaluate(() => api.auth.getToken())).toEqual(expect.any(String));
  }
});

test("a refresh token that somebody copied ends the sign-in at its second use", async () => {
  const { visit, page } = await openMember();
  const kept = await page.evaluate((name) => localStorage.getItem(name), `dream-api:${project.publishableKey}`);
  const { refreshToken } = JSON.parse(kept ?? "{}");
  const body = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    client_id: project.publishableKey,
  });
  const thief = await fetch(`${pages.world.urls.endUserAuth}/oauth/token`, { method: "POST", body });
  expect(thief.status).toBe(200);
  await page.reload();
  expect(await page.evaluate(() => api.auth.getToken())).toBeNull();
  expect(await page.evaluate(() => [api.auth.user, changes])).toEqual([null, [null]]);
  expect(await visit.takeProblems()).toMatchObject([{ message: expect.stringContaining("400") }]);
  const stolen = (await thief.json()) as { refresh_token: string };
  const again = new URLSearchParams({ ...Object.fromEntries(body), refresh_token: stolen.refresh_token });
  expect((await fetch(`${pages.world.urls.endUserAuth}/oauth/token`, { method: "POST", body: again })).status).toBe(
    400,
  );
});

const minutes = 60_000;

/** Lets time pass at the Workers, and unless told otherwise in the browser. Tokens live for ten minutes. */
async function pass(page: Page, ms: number, { inBrowser = true } = {}): Promise<void> {
  await pages.world.stack.setClock({ real: ms, business: 0 });
  if (inBrowser) await page.clock.setSystemTime(Date.now() + ms);
}

/** How often the browser asks for tokens from now on. */
function countTokenCalls(page: Page): () => number {
  let calls = 0;
  page.context().on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === "/oauth/token") calls += 1;
  });
  return () => calls;
}

const count = (page: Page) => page.evaluate(async () => (await api.trackUsage()).usage?.count);

describe("when tokens end", () => {
  afterEach(() => pages.world.stack.setClock({ real: 0, business: 0 }));

  test("the app goes on counting: in the open page, after a reload, and in two tabs with one refresh", async () => {
    const { page } = await openMember();
    const tokenCalls = countTokenCalls(page);
    expect(await count(page)).toBe(1);
    await pass(page, 11 * minutes);
    expect([await count(page), tokenCalls()]).toEqual([2, 1]);
    await pass(page, 22 * minutes);
    await page.reload();
    expect([await count(page), tokenCalls()]).toEqual([3, 2]);
    const other = await page.context().newPage();
    await other.goto(app.url);
    expect(await count(other)).toBe(4);
    const before = tokenCalls();
    await pass(page, 33 * minutes);
    expect((await Promise.all([page, other].map(count))).toSorted()).toEqual([5, 6]);
    expect(tokenCalls() - before).toBe(1);
  });

  test("a browser whose clock stands still is told by the API, gets a new token, and counts once", async () => {
    const { visit, page } = await openMember();
    const tokenCalls = countTokenCalls(page);
    expect(await count(page)).toBe(1);
    await pass(page, 11 * minutes, { inBrowser: false });
    expect([await count(page), tokenCalls()]).toEqual([2, 1]);
    expect(await visit.takeProblems()).toMatchObject([{ message: expect.stringContaining("401") }]);
  });
});

test("who says no is back in the app, signed out", async () => {
  const { page } = await browser.openPage(app.url);
  await page.evaluate(() => void api.auth.signIn());
  await signInAs(page, seedPerson(pages));
  await page.getByRole("button", { name: "Don't allow" }).click();
  await page.waitForURL(`${app.url}/`);
  await waitUntil(page, () => started);
  expect(await page.evaluate(() => started)).toBe("access_denied");
});

test("signing out with a redirect ends the sign-in at our pages too", async () => {
  const { page } = await openMember();
  await page.evaluate((redirectUri) => {
    Object.assign(window, { isLeaving: true });
    void api.auth.signOut({ redirectUri });
  }, `${app.url}/`);
  await waitUntil(page, () => api !== undefined && !("isLeaving" in window));
  await page.evaluate(() => void api.auth.signIn());
  await page.locator("input[name=identifier]").waitFor();
});

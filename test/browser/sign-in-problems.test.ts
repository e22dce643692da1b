/** What people see when a sign-in can't go on, and that nobody can put the pages into theirs. */
import { expect, test } from "vitest";
import { useBrowser } from "./runner/use-browser.ts";
import { allow, readApp, registerApp, seedPerson, signInAs, startUrl, useSignInPages } from "./sign-in-visitor.ts";

const pages = useSignInPages();
const browser = useBrowser();

const halfHourMs = 1_800_000;
const over = { level: 1, name: "This sign-in is over" } as const;

async function openSignIn(name: string) {
  const project = await registerApp(pages, { name });
  const visit = await browser.openPage(startUrl(pages, project));
  await visit.page.locator("input[name=identifier]").waitFor();
  return { ...visit, project, signInUrl: visit.page.url() };
}

test("a sign-in that stood open for half an hour is over, and says so with the id to ask with", async () => {
  const { page, takeProblems } = await openSignIn("Slow");
  await pages.world.stack.setClock({ real: halfHourMs, business: halfHourMs });
  try {
    const answer = page.waitForResponse(/\/pages\/requests\//);
    await page.reload();
    await page.getByRole("heading", over).waitFor();
    expect(await page.title()).toBe("This sign-in is over");
    expect(await page.locator("code").innerText()).toBe((await (await answer).json()).requestId);
  } finally {
    await pages.world.stack.setClock({ real: 0, business: 0 });
  }
  expect(await takeProblems()).toMatchObject([{ kind: "console error", message: expect.stringContaining("404") }]);
});

test("a sign-in that went through is over, and so is one of another browser", async () => {
  const { page, signInUrl, takeProblems } = await openSignIn("Once");
  const stranger = await browser.openPage(signInUrl);
  await stranger.page.getByRole("heading", over).waitFor();
  expect(await stranger.page.getByRole("link").count()).toBe(0);
  expect(await stranger.takeProblems()).toMatchObject([{ message: expect.stringContaining("404") }]);
  await signInAs(page, seedPerson(pages));
  await allow(page);
  await readApp(page, pages);
  await page.goto(signInUrl);
  await page.getByRole("heading", over).waitFor();
  const { host, origin } = new URL(pages.app.url);
  await page.getByRole("link", { name: `Go to Once at ${host}` }).click();
  await page.waitForURL(`${origin}/`);
  expect(await takeProblems()).toMatchObject([{ message: expect.stringContaining("404") }]);
});

test("the browser's back button after signing in shows the way to the app", async () => {
  const project = await registerApp(pages, { name: "Back" });
  const { page, takeProblems } = await browser.openPage(startUrl(pages, project, { screen_hint: "sign-up" }));
  await page.getByRole("link", { name: "Sign in" }).click();
  await signInAs(page, seedPerson(pages));
  await allow(page);
  await readApp(page, pages);
  await page.goBack();
  await page.getByRole("heading", over).waitFor();
  expect(await page.getByRole("link", { name: "Go to Back at" }).getAttribute("href")).toBe(pages.app.url);
  expect(await takeProblems()).toMatchObject([{ message: expect.stringContaining("404") }]);
});

test("without a sign-in there is nothing to do, and the page says where to begin", async () => {
  const { page } = await browser.openPage(`${pages.world.urls.endUserAuth}/sign-in`);
  await page.getByRole("heading", { level: 1, name: "No sign-in is waiting here" }).waitFor();
});

test("a yes that did not get through can be said again", async () => {
  const { page, takeProblems } = await openSignIn("Offline");
  await signInAs(page, seedPerson(pages));
  await page.getByRole("button", { name: "Allow", exact: true }).waitFor();
  await page.context().setOffline(true);
  await allow(page);
  await page.getByRole("alert").filter({ hasText: "We can't be reached" }).waitFor();
  await page.context().setOffline(false);
  await allow(page);
  await readApp(page, pages);
  for (const problem of await takeProblems()) expect(problem.message).toContain("ERR_INTERNET_DISCONNECTED");
});

test.each(["?mode=test&", "?mode=test#/?"])(
  "an address with %s does not lead elsewhere after signing in",
  async (start) => {
    const elsewhere = `${pages.app.url}/back`;
    const names = ["redirect_url", "sign_in_force_redirect_url", "sign_in_fallback_redirect_url", "after_sign_in_url"];
    const query = new URLSearchParams(names.map((name) => [name, elsewhere]));
    const { page } = await browser.openPage(`${pages.world.urls.endUserAuth}/account${start}${query}`);
    await signInAs(page, seedPerson(pages));
    await page.getByRole("heading", { level: 1, name: "Your account" }).waitFor();
  },
);

test("where Clerk's script does not come, the page says so instead of waiting for ever", async () => {
  const project = await registerApp(pages, { name: "Blocked" });
  const { page, takeProblems } = await browser.openPage(`${pages.app.url}/`);
  await page.context().route(/\/__clerk\/test\/npm\//, (route) => route.abort());
  await page.goto(startUrl(pages, project));
  await page.getByRole("heading", { level: 1, name: "We can't be reached" }).waitFor({ timeout: 40_000 });
  expect(await page.getByText("One moment").count()).toBe(0);
  await page.context().unroute(/\/__clerk\/test\/npm\//);
  await takeProblems();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("input[name=identifier]").waitFor();
});

test("an app that is not known and an address that is not registered are not followed", async () => {
  const project = await registerApp(pages, { name: "Known" });
  const { page, takeProblems } = await browser.openPage(startUrl(pages, { ...project, publishableKey: "pk_test_no" }));
  const shows = async (parameter: string) => {
    await page.getByRole("heading", { level: 1, name: "This app's link is broken" }).waitFor();
    const [first, ...rest] = (await page.getByRole("main").innerText()).split(/\n+/).slice(1);
    expect(first).toContain("Go back to the app and tell the people who make it");
    expect(rest.join()).toMatch(new RegExp(`^For its developer: .*\\b${parameter}\\b.*Request req_\\w+$`));
    expect(await page.getByRole("link").count()).toBe(0);
  };
  await shows("client_id");
  const authorizeUrl = new URL(page.url());
  authorizeUrl.searchParams.set("client_id", project.publishableKey);
  authorizeUrl.searchParams.set("redirect_uri", `${pages.app.redirectUri}/`);
  await page.goto(authorizeUrl.href);
  await shows("redirect_uri");
  expect((await takeProblems()).map(({ message }) => message.includes("400"))).toEqual([true, true]);
});

test("a page of somebody else can't frame ours", async () => {
  const { signInUrl } = await openSignIn("Framed");
  const { page, takeProblems } = await browser.openPage(
    `${pages.app.url}/frame?${new URLSearchParams({ of: signInUrl })}`,
  );
  await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
  const problems = await takeProblems();
  expect(problems.length).toBeGreaterThan(0);
  for (const { message } of problems) expect(message).toMatch(/frame|ERR_BLOCKED_BY_RESPONSE/);
});

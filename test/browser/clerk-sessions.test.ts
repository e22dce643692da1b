/** What becomes of a session in the browser: refreshed, revoked, kept apart from another application's. */
import { expect, test } from "vitest";
import { getToken, password, seesText, signIn, signOut, signUp, useClerkApps } from "./clerk-visitor.ts";
import { useBrowser } from "./runner/use-browser.ts";

const apps = useClerkApps();
const browser = useBrowser();

async function openSignedIn(address: string) {
  apps.clerk.seed("dream-api", [{ emailAddress: address, password }]);
  const visit = await browser.openPage(`${apps.developers.url}/sign-in`);
  await signIn(visit.page, address);
  return visit;
}

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

test("a token is replaced in the background before it ends", async () => {
  const { clerk } = apps;
  clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 20 });
  const { page } = await openSignedIn("alan@example.com");
  const first = await getToken(page);
  const refresh = await page.waitForResponse(/\/client\/sessions\/\w+\/tokens/);
  clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 60 });
  const { jwt } = await refresh.json();
  expect(jwt).not.toBe(first);
  expect(claimsOf(jwt).sid).toBe(claimsOf(first).sid);
});

async function revoke(sessionId: string): Promise<void> {
  const answer = await fetch(`${apps.clerk.url}/v1/sessions/${sessionId}/revoke`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apps.clerk.instance("dream-api").secretKey}` },
  });
  expect(answer.status).toBe(200);
}

test("a page hears of the revocation of its session when it next asks for a token", async () => {
  const { page, takeProblems } = await openSignedIn("revoked@example.com");
  await revoke(claimsOf(await getToken(page)).sid);
  await page.getByRole("button", { name: "Get a new token" }).click();
  await seesText(page, "Signed out");
  for (const { kind, message } of await takeProblems()) {
    expect([kind, message]).toEqual(["console error", expect.stringContaining("401")]);
  }
});

test("a page hears of the revocation by itself when its token is to be replaced", async () => {
  const { clerk } = apps;
  clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 20 });
  const { page, takeProblems } = await openSignedIn("watcher@example.com");
  clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 60 });
  await revoke(claimsOf(await getToken(page)).sid);
  await seesText(page, "Signed out");
  for (const { kind, message } of await takeProblems()) {
    expect([kind, message]).toEqual(["console error", expect.stringContaining("401")]);
  }
});

test("a plan that was changed at Clerk is in the page's next token", async () => {
  const { clerk } = apps;
  const { page } = await openSignedIn("payer@example.com");
  const token = claimsOf(await getToken(page));
  expect(token.plan).toBe("free");
  await fetch(`${clerk.url}/v1/users/${token.sub}/metadata`, {
    method: "PATCH",
    headers: { Authorization: `Bearer ${clerk.instance("dream-api").secretKey}` },
    body: JSON.stringify({ public_metadata: { plan: "paid" } }),
  });
  expect(claimsOf(await getToken(page, "Get a new token"))).toMatchObject({ plan: "paid", sid: token.sid });
});

test("two applications in one browser do not mix: neither signing in nor signing out", async () => {
  const { clerk, developers, endUsers } = apps;
  const { page, takeProblems } = await browser.openPage(`${developers.url}/sign-up`);
  await signUp(page, clerk, "dream-api", "both@example.com");
  await page.goto(`${endUsers.url}/`);
  await seesText(page, "Signed out");
  await page.goto(`${endUsers.url}/sign-up`);
  await signUp(page, clerk, "end-user-api-test", "other@example.com");
  await page.goto(`${developers.url}/`);
  await seesText(page, "Signed in as both@example.com");
  await signOut(page);
  await page.goto(`${endUsers.url}/`);
  await seesText(page, "Signed in as other@example.com");
  // Cookies know no ports: each application is offered the other's browser token, and must refuse it.
  const refusals = (await takeProblems()).map(
    ({ kind, message }) => kind === "console error" && message.includes("401"),
  );
  expect(refusals.length).toBeGreaterThan(0);
  expect(refusals.every(Boolean)).toBe(true);
});

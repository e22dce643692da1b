/** `api.auth` in Chromium, against a small authorization server that can be told to misbehave. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type OauthServer, startOauthServer } from "../../packages/client/test/oauth-server.ts";
import { useBrowser } from "./runner/use-browser.ts";
import { type SdkApp, type SdkPage, serveSdkApp } from "./serve-sdk-app.ts";
import { waitUntil } from "./wait-until.ts";

const publishableKey = "pk_test_11PublicPublicPublicPublic";
const browser = useBrowser();
let server: OauthServer;
let app: SdkApp;

beforeEach(async () => {
  server = await startOauthServer();
  app = await serveSdkApp({ publishableKey, baseUrl: server.url, authUrl: server.url });
});
afterEach(async () => {
  await app.stop();
  await server.stop();
});

/** What `window` is on the app's page. */
declare const api: SdkPage["api"];
declare const changes: SdkPage["changes"];
declare const userAtStart: SdkPage["userAtStart"];
declare const started: SdkPage["started"];

async function open(path = "/") {
  const visit = await browser.openPage(app.url + path);
  const addresses: string[] = [];
  visit.page.context().on("request", (request) => addresses.push(request.url()));
  return { ...visit, visit, page: visit.page, addresses };
}

/** @returns what became of it: the user's id, or why not */
async function signIn(page: Page, options = {}): Promise<string> {
  await page.evaluate((given) => {
    Object.assign(window, { isLeaving: true });
    void api.auth.signIn(given);
  }, options);
  await waitUntil(page, () => !("isLeaving" in window) && started.then(() => true));
  return page.evaluate(() => started);
}

const getToken = (page: Page) => page.evaluate(() => api.auth.getToken());
const refreshes = () => server.calls.filter((call) => call === "POST /oauth/token").length - 1;
const minutes = 60_000;

describe("signing in", () => {
  test("leads back to where it began, and leaves nothing in the address", async () => {
    const { page } = await open("/notes?page=2#end");
    expect(await page.evaluate(() => userAtStart)).toBeNull();
    await page.evaluate(() => void api.auth.signIn());
    await page.waitForURL(`${app.url}/notes?page=2#end`);
    await waitUntil(page, () => started.then(() => api.auth.user));
    expect(await page.evaluate(() => api.auth.user)).toEqual({
      id: "usr_ada",
      name: "Ada",
      email: "ada@example.com",
    });
  });

  test("puts no token in any address, and writes no access token down", async () => {
    const { page, addresses } = await open();
    await signIn(page);
    const accessToken = (await getToken(page)) ?? "";
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    const { refreshToken } = JSON.parse(JSON.parse(kept)[0][`dream-api:${publishableKey}`]);
    expect(accessToken.split(".")).toHaveLength(3);
    expect(kept).not.toContain(accessToken);
    expect(addresses.filter((url) => url.includes(accessToken) || url.includes(refreshToken))).toEqual([]);
    expect(JSON.parse(kept)[1]).toEqual({});
  });

  test("asks for a code with PKCE, and for a new account where that is wanted", async () => {
    const { page, addresses } = await open();
    await page.evaluate(() => void api.auth.signUp());
    await waitUntil(page, () => started.then(() => api.auth.user));
    const asked = new URL(addresses.find((url) => url.includes("/oauth/authorize")) ?? "").searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      client_id: publishableKey,
      redirect_uri: `${app.url}/`,
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      screen_hint: "sign-up",
    });
  });

  test.each([
    ["without the issuer", { response: { iss: null } }, "issuer_mismatch"],
    ["of another issuer", { response: { iss: "https://evil.example" } }, "issuer_mismatch"],
    ["to another sign-in", { response: { state: "guessed" } }, "state_mismatch"],
    ["that says no", { response: { code: null, error: "access_denied" } }, "access_denied"],
    ["with a code that does not work", { response: { code: "guessed" } }, "invalid_grant"],
    ["with an ID token of another sign-in", { idClaims: { nonce: "other" } }, "invalid_id_token"],
    ["with an ID token for another app", { idClaims: { aud: "pk_test_other" } }, "invalid_id_token"],
    ["with an ID token of another issuer", { idClaims: { iss: "https://evil.example" } }, "invalid_id_token"],
  ])("is refused on an answer %s", async (_what, misbehaviour, code) => {
    const { page, visit } = await open();
    server.misbehave(misbehaviour);
    expect(await signIn(page)).toBe(code);
    expect(page.url()).toBe(`${app.url}/`);
    expect(await page.evaluate(() => [api.auth.user, localStorage.length, sessionStorage.length])).toEqual([
      null,
      0,
      0,
    ]);
    await visit.takeProblems();
  });

  test("can't be finished by a link that somebody sends", async () => {
    const { page } = await open(`/?code=theirs&state=theirs&iss=${encodeURIComponent(server.url)}`);
    expect(await page.evaluate(() => started)).toBe("state_mismatch");
    expect(server.calls).toEqual([]);
    expect(page.url()).toBe(`${app.url}/`);
  });

  test("leaves alone what another sign-in on the same page brings back", async () => {
    const { page } = await open("/?code=github&state=github");
    expect(await page.evaluate(() => started)).toBe("nobody");
    expect(page.url()).toBe(`${app.url}/?code=github&state=github`);
  });

  test("goes on nowhere but in the app", async () => {
    const { page } = await open();
    const refused = page.evaluate(() => api.auth.signIn({ returnTo: "https://evil.example/" }).catch((e) => e.code));
    expect(await refused).toBe("invalid_options");
    expect(page.url()).toBe(`${app.url}/`);
  });
});

describe("somebody who is signed in", () => {
  test("uses the API without a server of the app's own", async () => {
    const { page } = await open();
    await signIn(page);
    const answers = await page.evaluate(async () => [
      (await api.trackUsage()).allowed,
      (await api.checkUsage()).usage.count,
      (await api.createCheckout("pro")).kind,
      (await api.openPortal()).url.slice(-9),
      (await api.cart.checkout([{ product: "mug", quantity: 1 }])).url.slice(-9),
    ]);
    expect(answers).toEqual([true, 1, "checkout", "/checkout", "/checkout"]);
    const token = await getToken(page);
    const sent = server.apiHeaders.map(({ authorization, "x-user-id": user, "x-publishable-key": key }) => ({
      authorization,
      user,
      key,
    }));
    const expected = { authorization: `Bearer ${token}`, user: undefined, key: undefined };
    expect(sent).toEqual(Array.from({ length: 5 }, () => expected));
  });

  test("is known at once after a reload, and needs one refresh however much is asked for", async () => {
    const { page } = await open();
    await signIn(page);
    await page.reload();
    expect(await page.evaluate(() => userAtStart)).toBe("usr_ada");
    const tokens = await page.evaluate(() => Promise.all(Array.from({ length: 10 }, () => api.auth.getToken())));
    expect(new Set(tokens).size).toBe(1);
    expect(refreshes()).toBe(1);
  });

  test("gets a new token a minute before the old one ends, and not earlier", async () => {
    const { page } = await open();
    await signIn(page);
    const first = await getToken(page);
    await page.clock.setSystemTime(Date.now() + 8.9 * minutes);
    expect(await getToken(page)).toBe(first);
    await page.clock.setSystemTime(Date.now() + 9.1 * minutes);
    expect(await getToken(page)).not.toBe(first);
    expect(refreshes()).toBe(1);
  });

  test("in several tabs costs one refresh, and all tabs have its token", async () => {
    const { page } = await open();
    await signIn(page);
    const others = await Promise.all([1, 2].map(() => page.context().newPage()));
    const tabs = [page, ...others];
    await Promise.all(others.map((other) => other.goto(app.url)));
    for (const tab of tabs) await tab.clock.setSystemTime(Date.now() + 9.5 * minutes);
    server.misbehave({ waitsMs: 100 });
    const tokens = await Promise.all(tabs.map(getToken));
    expect(new Set(tokens).size).toBe(1);
    expect(refreshes()).toBe(1);
  });

  test("keeps a token that still works while the server can't be reached", async () => {
    const { page, visit } = await open();
    await signIn(page);
    const first = await getToken(page);
    server.misbehave({ loses: "everything" });
    await page.clock.setSystemTime(Date.now() + 9.5 * minutes);
    expect(await getToken(page)).toBe(first);
    await page.clock.setSystemTime(Date.now() + 10.5 * minutes);
    expect(await page.evaluate(() => api.auth.getToken().catch((error) => error.code))).toBe("connection_failed");
    expect(await page.evaluate(() => api.auth.user?.id)).toBe("usr_ada");
    await visit.takeProblems();
  });

  test("stays it when the answer to a refresh is lost and the page is closed", async () => {
    const { page, visit } = await open();
    await signIn(page);
    server.misbehave({ loses: "refresh" });
    await page.reload();
    expect(await page.evaluate(() => api.auth.getToken().catch((error) => error.code))).toBe("connection_failed");
    server.misbehave({});
    await page.reload();
    expect(await getToken(page)).toEqual(expect.any(String));
    await visit.takeProblems();
  });

  test("whose token is not taken any more gets another one, and the call is made again", async () => {
    const { page, visit } = await open();
    await signIn(page);
    server.refused.add((await getToken(page)) ?? "");
    expect(await page.evaluate(async () => (await api.trackUsage()).allowed)).toBe(true);
    const [first, second] = server.apiHeaders.map((headers) => headers["idempotency-key"]);
    expect([second, server.apiHeaders.length, refreshes()]).toEqual([first, 2, 1]);
    await visit.takeProblems();
  });

  test("is signed out where the sign-in was ended elsewhere, and told so", async () => {
    const { page, visit } = await open();
    await signIn(page);
    server.revokeAll();
    await page.clock.setSystemTime(Date.now() + 9.5 * minutes);
    expect(await getToken(page)).toBeNull();
    expect(await page.evaluate(() => [api.auth.user, changes.at(-1), localStorage.length])).toEqual([null, null, 0]);
    expect(await page.evaluate(() => api.trackUsage().catch((error) => error.code))).toBe("sign_in_required");
    await visit.takeProblems();
  });
});

describe("signing out", () => {
  test("ends it in all tabs and at the server", async () => {
    const { page } = await open();
    await signIn(page);
    const other = await page.context().newPage();
    await other.goto(app.url);
    expect(await other.evaluate(() => userAtStart)).toBe("usr_ada");
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    await page.evaluate(() => api.auth.signOut());
    await waitUntil(other, () => changes.length > 0);
    expect(await other.evaluate(() => [api.auth.user, changes])).toEqual([null, [null]]);
    expect(await getToken(other)).toBeNull();
    const { refreshToken } = JSON.parse(JSON.parse(kept)[`dream-api:${publishableKey}`]);
    const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken });
    expect((await fetch(`${server.url}/oauth/token`, { method: "POST", body })).status).toBe(400);
  });

  test("is signing out, also when it happens during a refresh", async () => {
    const { page } = await open();
    await signIn(page);
    await page.clock.setSystemTime(Date.now() + 9.5 * minutes);
    server.misbehave({ waitsMs: 100 });
    const token = await page.evaluate(async () => {
      const asked = api.auth.getToken();
      await new Promise((resolve) => setTimeout(resolve, 30));
      await api.auth.signOut();
      return asked;
    });
    expect([token, await page.evaluate(() => [api.auth.user, localStorage.length])]).toEqual([null, [null, 0]]);
  });

  test("can end the sign-in at our pages too", async () => {
    const { page, addresses } = await open("/notes");
    await signIn(page);
    await page.evaluate((redirectUri) => void api.auth.signOut({ redirectUri }), `${app.url}/bye`);
    await page.waitForURL(`${app.url}/bye`);
    expect(addresses.some((url) => url.startsWith(`${server.url}/oauth/sign-out?client_id=${publishableKey}`))).toBe(
      true,
    );
  });
});

test("signing in shows in the other tabs", async () => {
  const { page } = await open();
  const other = await page.context().newPage();
  await other.goto(app.url);
  await signIn(page);
  await waitUntil(other, () => changes.length > 0);
  expect(await other.evaluate(() => [api.auth.user?.id, changes])).toEqual(["usr_ada", ["usr_ada"]]);
});

test("with memory for storage nothing is written down, and a reload begins signed out", async () => {
  const { page } = await open("/notes?memory");
  expect(await signIn(page, { redirectUri: `${app.url}/?memory` })).toBe("usr_ada");
  expect(page.url()).toBe(`${app.url}/notes?memory`);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.reload();
  expect(await page.evaluate(() => userAtStart)).toBeNull();
});

/** What hosted sign-in refuses: each with the right error, and nothing made or given out. */
import { startsPerHour } from "@dream-api/domain";
import { beforeEach, describe, expect, test } from "vitest";
import { databaseOf } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { call, callUrl, createProject, type TestProject } from "../world/world.ts";
import {
  allowRedirects,
  approve,
  askToken,
  authorizeUrl,
  claimsIn,
  createApp,
  endSession,
  exchange,
  newBrowser,
  newPerson,
  newPkce,
  passPages,
  redirectUri,
  refresh,
  requestOf,
  signIn,
} from "./sign-in-world.ts";

const world = useWholeWorld();
let app: TestProject;

beforeEach(async () => {
  app = await createApp(world);
});

/** All that a sign-in leaves of this app. */
async function traces(project = app) {
  const d1 = await databaseOf(world);
  const tables = ["sign_in_requests", "sign_in_codes", "sign_in_families", "end_users"];
  const counts = tables.map(async (table) => {
    const query = d1.prepare(`SELECT count(*) AS n FROM ${table} WHERE project_id = ?`).bind(project.projectId);
    return (await query.first<{ n: number }>())?.n;
  });
  return Promise.all(counts);
}

const nothing = [0, 0, 0, 0];

describe("a redirect URI that is not the registered one, letter by letter", () => {
  const similar = [
    "https://app.example/callback/",
    "https://app.example/callback/more",
    "https://app.example/callback?next=1",
    "https://app.example/callback#x",
    "https://app.example/Callback",
    "https://app.example/%63allback",
    "https://app.example:443/callback",
    "https://APP.example/callback",
    "http://app.example/callback",
    "https://app.example.evil.example/callback",
    "https://app.example@evil.example/callback",
    "https://evil.example/https://app.example/callback",
    "https://evil.example",
    "//app.example/callback",
    "/callback",
    "javascript:alert(1)",
    "",
  ];

  test.each(similar)("%s is shown on our page and never followed", async (uri) => {
    const answer = await newBrowser(world).open(authorizeUrl(world, app, newPkce(), { redirect_uri: uri }));
    expect([answer.status, answer.headers.get("Location")]).toEqual([400, null]);
    expect(answer.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(answer.text).toContain("This app's link is broken");
    expect(answer.text).toMatch(/For its developer: .*<code>redirect_uri<\/code>.*Request <code>req_/);
    expect(answer.text).not.toContain("evil.example");
    expect(await traces()).toEqual(nothing);
  });

  test("none at all, though the app has only one", async () => {
    const answer = await newBrowser(world).open(authorizeUrl(world, app, newPkce(), { redirect_uri: undefined }));
    expect([answer.status, answer.headers.get("Location")]).toEqual([400, null]);
  });

  test("one of another app", async () => {
    const other = await createApp(world);
    await allowRedirects(world, other, ["https://other.example/back"]);
    const url = authorizeUrl(world, app, newPkce(), { redirect_uri: "https://other.example/back" });
    expect((await newBrowser(world).open(url)).status).toBe(400);
  });

  test("one of the same project in its other mode", async () => {
    const live = await createProject(world, { mode: "live" });
    const d1 = await databaseOf(world);
    await d1
      .prepare("INSERT OR IGNORE INTO project_modes (project_id, mode, redirect_uris) VALUES (?, 'test', ?)")
      .bind(live.projectId, JSON.stringify([redirectUri]))
      .run();
    const answer = await newBrowser(world).open(authorizeUrl(world, live, newPkce()));
    expect([answer.status, answer.headers.get("Location")]).toEqual([400, null]);
  });

  test("a parameter that comes twice", async () => {
    const url = `${authorizeUrl(world, app, newPkce())}&redirect_uri=${encodeURIComponent("https://evil.example/")}`;
    const answer = await newBrowser(world).open(url);
    expect([answer.status, answer.headers.get("Location")]).toEqual([422, null]);
    expect(answer.text).toContain("A parameter comes twice");
    expect(await traces()).toEqual(nothing);
  });
});

describe("a client", () => {
  const shown = async (clientId: string | undefined) => {
    const answer = await newBrowser(world).open(authorizeUrl(world, app, newPkce(), { client_id: clientId }));
    expect([answer.status, answer.headers.get("Location")]).toEqual([400, null]);
    expect(answer.text).toContain("This app's link is broken");
    expect(answer.text).toMatch(/For its developer: .*<code>client_id<\/code>.*Request <code>req_/);
  };

  test("that is missing, made up or a secret key is not known", async () => {
    for (const clientId of [undefined, "pk_test_nonsense", app.secretKey, "<script>"]) await shown(clientId);
  });

  test("whose key was revoked is not known", async () => {
    await world.lab.revokeKeys(app.tenant, app.publishableKey);
    await shown(app.publishableKey);
  });

  test("whose project was deleted is not known", async () => {
    await world.lab.deleteProject(app.tenant);
    await shown(app.publishableKey);
  });
});

describe("a request without PKCE as it must be goes back to the app with the reason", () => {
  const valid = newPkce().challenge;
  test.each([
    ["no challenge", { code_challenge: undefined }, "invalid_request"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["no method, which would mean plain", { code_challenge_method: undefined }, "invalid_request"],
    ["a challenge that is too short", { code_challenge: valid.slice(1) }, "invalid_request"],
    ["a challenge that is too long", { code_challenge: `${valid}A` }, "invalid_request"],
    ["the implicit flow", { response_type: "token" }, "unsupported_response_type"],
    ["a hybrid flow", { response_type: "code id_token" }, "unsupported_response_type"],
    ["an answer in the fragment", { response_mode: "fragment" }, "invalid_request"],
    ["a prompt that is not known", { prompt: "sometimes" }, "invalid_request"],
  ])("%s", async (_name, changes, error) => {
    const answer = await newBrowser(world).open(authorizeUrl(world, app, newPkce(), changes));
    const back = new URL(answer.headers.get("Location") ?? "");
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error,
      state: "the-apps-state",
      iss: world.urls.endUserAuth,
    });
    expect(back.searchParams.has("code")).toBe(false);
    expect(await traces()).toEqual(nothing);
  });
});

describe("a code", () => {
  async function newCode() {
    const pkce = newPkce();
    const back = await passPages(newBrowser(world), authorizeUrl(world, app, pkce), newPerson(world));
    return { code: back.searchParams.get("code") ?? "", pkce };
  }
  const refused = { status: 400, json: { error: "invalid_grant", code: "invalid_grant" } };

  test("works once: a second use ends what the first began", async () => {
    const { code, pkce } = await newCode();
    const first = await exchange(world, app, code, pkce);
    expect(await exchange(world, app, code, pkce)).toMatchObject(refused);
    expect(await refresh(world, app, first.json.refresh_token)).toMatchObject(refused);
  });

  test("works once, however many ask at the same time", async () => {
    const { code, pkce } = await newCode();
    const answers = await Promise.all(Array.from({ length: 8 }, () => exchange(world, app, code, pkce)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("works for a minute", async () => {
    const { code, pkce } = await newCode();
    await world.stack.setClock({ real: 60_000, business: 0 });
    const answer = await exchange(world, app, code, pkce);
    await world.stack.setClock({ real: 0, business: 0 });
    expect(answer).toMatchObject(refused);
  });

  test("of another client is spent and gives nothing", async () => {
    const { code, pkce } = await newCode();
    const other = await createApp(world);
    expect(await exchange(world, other, code, pkce)).toMatchObject(refused);
    expect(await exchange(world, app, code, pkce)).toMatchObject(refused);
    expect((await traces())[2]).toBe(0);
  });

  test.each([
    ["another verifier", { code_verifier: newPkce().verifier }],
    ["the challenge as verifier", { code_verifier: "challenge" }],
    ["a verifier that is too short", { code_verifier: "a" }],
    ["another redirect URI", { redirect_uri: "https://app.example/other" }],
  ])("with %s is spent and gives nothing", async (_name, changes: Record<string, string>) => {
    const { code, pkce } = await newCode();
    const asked = changes.code_verifier === "challenge" ? { code_verifier: pkce.challenge } : changes;
    expect(await exchange(world, app, code, pkce, asked)).toMatchObject(refused);
    expect(await exchange(world, app, code, pkce)).toMatchObject(refused);
  });

  test.each(["code", "code_verifier", "redirect_uri", "client_id", "grant_type"])(
    "without %s is not asked for as OAuth says",
    async (name) => {
      const { code, pkce } = await newCode();
      const answer = await exchange(world, app, code, pkce, { [name]: "" });
      expect(answer).toMatchObject({ status: 400, json: { error: "invalid_request" } });
    },
  );

  test("that was never given out, and a grant that is not one", async () => {
    expect(await exchange(world, app, "code_made_up", newPkce())).toMatchObject(refused);
    const form = { grant_type: "password", client_id: app.publishableKey, username: "a", password: "b" };
    expect(await askToken(world, form)).toMatchObject({ status: 400, json: { error: "unsupported_grant_type" } });
    const unknown = { publishableKey: "pk_test_nobody" };
    expect(await exchange(world, unknown, "x", newPkce())).toMatchObject({ json: { error: "invalid_client" } });
  });
});

describe("the answer to the app", () => {
  test("says who gave it, so that an app of several servers is not mixed up", async () => {
    const back = await passPages(newBrowser(world), authorizeUrl(world, app, newPkce()), newPerson(world));
    expect(Object.fromEntries(back.searchParams)).toEqual({
      code: expect.stringMatching(/^code_/),
      state: "the-apps-state",
      iss: world.urls.endUserAuth,
    });
  });

  test("leaves the parameters of the registered address as they are", async () => {
    const uri = "https://app.example/cb?tenant=%41&x";
    await allowRedirects(world, app, [uri]);
    const url = authorizeUrl(world, app, newPkce(), { redirect_uri: uri, state: undefined });
    const back = await approve(newBrowser(world), "none", newPerson(world));
    expect(back.status).toBe(404);
    const browser = newBrowser(world);
    const answer = await approve(browser, requestOf(await browser.open(url)), newPerson(world));
    expect(answer.json.redirectUrl).toMatch(/^https:\/\/app\.example\/cb\?tenant=%41&x&code=code_/);
  });
});

describe("consent", () => {
  async function waiting(changes: Record<string, string> = {}) {
    const browser = newBrowser(world);
    return { browser, request: requestOf(await browser.open(authorizeUrl(world, app, newPkce(), changes))) };
  }

  test("is asked before anything is made, and before the app learns anything", async () => {
    const { browser, request } = await waiting();
    const person = newPerson(world);
    const answer = await approve(browser, request, person, false);
    expect(answer.json).toEqual({ next: "consent", person: { email: person.email, name: "Ada Lovelace" } });
    expect(await traces()).toEqual([1, 0, 0, 0]);
  });

  test("is not given by a page of somebody else", async () => {
    const person = newPerson(world);
    for (const headers of [{ Origin: "https://evil.example" }, { Origin: "null" }, { Origin: "" }]) {
      const { browser, request } = await waiting();
      const answer = await browser.ask(`/pages/requests/${request}/approve`, {
        body: { consent: true },
        headers: { Authorization: `Bearer ${person.token}`, ...headers },
      });
      expect([answer.status, answer.json.code]).toEqual([403, "foreign_page"]);
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
      expect((await browser.ask(`/pages/requests/${request}/deny`, { body: {}, headers })).status).toBe(403);
    }
    expect((await traces())[3]).toBe(0);
  });

  test("is not given by a form that a page of somebody else posts", async () => {
    const { browser, request } = await waiting();
    const answer = await browser.ask(`/pages/requests/${request}/approve`, {
      method: "POST",
      body: "consent=true",
      headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: "https://evil.example" },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await traces()).toEqual([1, 0, 0, 0]);
  });

  test("is not given without a Clerk session of that mode for our own pages", async () => {
    const { clerk } = world.providers;
    const person = newPerson(world);
    const live = newPerson(world, { mode: "live" });
    const elsewhere = clerk.signIn("end-user-api-test", person.email, "https://app.example").token;
    const forged = `${person.token.slice(0, -6)}AAAAAA`;
    for (const token of ["", "nonsense", live.token, elsewhere, forged, app.secretKey]) {
      const { browser, request } = await waiting();
      const answer = await approve(browser, request, { token });
      expect([answer.status, answer.json.code]).toEqual([401, "unauthorized"]);
    }
    expect((await traces())[3]).toBe(0);
  });

  test("is not given with a session that was ended, though its token runs on", async () => {
    const person = newPerson(world);
    await endSession(world, person);
    const { browser, request } = await waiting();
    expect((await approve(browser, request, person)).status).toBe(401);
  });

  test("is asked again when the app says so, and refused where nothing may be shown", async () => {
    const person = newPerson(world);
    const first = await waiting();
    await approve(first.browser, first.request, person);
    const again = await waiting({ prompt: "consent" });
    expect((await approve(again.browser, again.request, person, false)).json.next).toBe("consent");
    const silent = await waiting({ prompt: "none" });
    expect((await approve(silent.browser, silent.request, person, false)).json.next).toBe("redirect");
    const stranger = await waiting({ prompt: "none" });
    const { json } = await approve(stranger.browser, stranger.request, newPerson(world), false);
    expect(new URL(json.redirectUrl).searchParams.get("error")).toBe("consent_required");
  });

  test("given twice at once makes one code and one member", async () => {
    const { browser, request } = await waiting();
    const person = newPerson(world);
    const answers = await Promise.all([1, 2, 3, 4].map(() => approve(browser, request, person)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    expect(await traces()).toEqual([0, 1, 0, 1]);
  });
});

describe("a sign-in that began in another browser", () => {
  test("is not there: whoever is sent a link signs in for nobody else", async () => {
    const attacker = newBrowser(world);
    const request = requestOf(await attacker.open(authorizeUrl(world, app, newPkce())));
    const victim = newBrowser(world);
    await victim.open(authorizeUrl(world, app, newPkce()));
    const person = newPerson(world);
    for (const browser of [victim, newBrowser(world)]) {
      expect((await browser.ask(`/pages/requests/${request}`)).json.code).toBe("sign_in_expired");
      expect((await approve(browser, request, person)).json.code).toBe("sign_in_expired");
      expect((await browser.ask(`/pages/requests/${request}/deny`, { body: {} })).json.code).toBe("sign_in_expired");
    }
    expect((await traces())[3]).toBe(0);
  });

  test("nor does a cookie that somebody planted beside ours count", async () => {
    const browser = newBrowser(world);
    const request = requestOf(await browser.open(authorizeUrl(world, app, newPkce())));
    browser.cookie = `${browser.cookie?.replace(/=.*/, `=${"A".repeat(32)}`)}; ${browser.cookie}`;
    expect((await browser.ask(`/pages/requests/${request}`)).json.code).toBe("sign_in_expired");
  });

  test("the cookie is out of reach for scripts and other sites' posts", async () => {
    const answer = await callUrl(authorizeUrl(world, app, newPkce()));
    expect(answer.headers.get("Set-Cookie")).toMatch(
      /^dream-sign-in=\w{32}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/,
    );
  });

  test("it is over after half an hour, and after a no", async () => {
    const browser = newBrowser(world);
    const open = async () => requestOf(await browser.open(authorizeUrl(world, app, newPkce())));
    const denied = await open();
    const no = await browser.ask(`/pages/requests/${denied}/deny`, { body: {} });
    expect(new URL(no.json.redirectUrl).searchParams.get("error")).toBe("access_denied");
    expect((await browser.ask(`/pages/requests/${denied}`)).status).toBe(404);
    const old = await open();
    await world.stack.setClock({ real: 30 * 60_000, business: 0 });
    const answer = await browser.ask(`/pages/requests/${old}`);
    await world.stack.setClock({ real: 0, business: 0 });
    expect(answer.json.code).toBe("sign_in_expired");
  });
});

test("one network begins so many sign-ins in an hour, and another is not kept from it", async () => {
  const open = (address: string) =>
    callUrl(authorizeUrl(world, app, newPkce()), { headers: { "CF-Connecting-IP": address } });
  expect((await open("192.0.2.1")).status).toBe(302);
  const d1 = await databaseOf(world);
  await d1.prepare("UPDATE attempt_counts SET count = ? WHERE subject LIKE 'sign-in:%'").bind(startsPerHour).run();
  const before = await traces();
  const refused = await open("192.0.2.1");
  expect([refused.status, refused.headers.get("Location")]).toEqual([429, null]);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await traces()).toEqual(before);
  expect((await open("192.0.2.2")).status).toBe(302);
});

describe("an app that wants a new sign-in", () => {
  test("gets none from a session that is older than its request", async () => {
    const person = newPerson(world);
    const browser = newBrowser(world);
    await world.stack.setClock({ real: 60_000, business: 0 });
    const request = requestOf(await browser.open(authorizeUrl(world, app, newPkce(), { prompt: "login" })));
    await world.stack.setClock({ real: 0, business: 0 });
    expect((await approve(browser, request, person)).json).toEqual({ next: "sign_in" });
    expect(await traces()).toEqual([1, 0, 0, 0]);
  });
});

describe("signing out", () => {
  test.each(["https://evil.example/", `${redirectUri}/`, "//evil.example"])("does not lead to %s", async (uri) => {
    const query = new URLSearchParams({ client_id: app.publishableKey, post_logout_redirect_uri: uri });
    const answer = await callUrl(`${world.urls.endUserAuth}/oauth/sign-out?${query}`);
    expect([answer.status, answer.headers.get("Location")]).toEqual([400, null]);
    const page = await callUrl(`${world.urls.endUserAuth}/pages/sign-out?${query}`);
    expect([page.status, page.json.code]).toEqual([400, "redirect_uri_mismatch"]);
  });

  test("leads back to a registered address, named by the client or by its ID token", async () => {
    const { id_token: hint } = await signIn(world, app, newPerson(world));
    for (const who of [{ client_id: app.publishableKey }, { id_token_hint: hint }]) {
      const query = new URLSearchParams({ ...who, post_logout_redirect_uri: redirectUri, state: "s" } as never);
      const answer = await callUrl(`${world.urls.endUserAuth}/oauth/sign-out?${query}`);
      const page = new URL(answer.headers.get("Location") ?? "");
      expect(page.origin + page.pathname).toBe(`${world.urls.endUserAuth}/sign-out`);
      const target = await callUrl(`${world.urls.endUserAuth}/pages/sign-out${page.search}`);
      expect(target.json).toMatchObject({ mode: "test", redirectUrl: `${redirectUri}?state=s` });
    }
  });
});

describe("a person", () => {
  test("is somebody else in every project, and nothing is shared", async () => {
    const other = await createApp(world);
    const person = newPerson(world);
    const [here, there] = [await signIn(world, app, person), await signIn(world, other, person)];
    const [mine, theirs] = [claimsIn(here.access_token), claimsIn(there.access_token)];
    expect(mine.sub).not.toBe(theirs.sub);
    expect([mine.aud, theirs.aud]).toEqual([`${app.projectId}:test`, `${other.projectId}:test`]);
    expect((await call(world, `/api/customers/${theirs.sub}`, { secretKey: app.secretKey })).status).toBe(404);
  });
});

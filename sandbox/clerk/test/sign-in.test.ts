/** Signing in, staying in and signing out, called as ClerkJS calls it. */
import { decodeJwt } from "@clerk/backend/jwt";
import { expect, test } from "vitest";
import { codeOf, mailedCode, openBrowser, origin, type ScriptedBrowser, signUp } from "./scripted-browser.ts";
import { newAddress, password, useSandbox } from "./use-sandbox.ts";

const sandbox = useSandbox();

/** Somebody who has an account and is signed in nowhere. */
async function signedOut() {
  const address = newAddress();
  const [user] = sandbox.clerk.seed("dream-api", [{ emailAddress: address, password }]);
  return { id: user?.id ?? "", address, browser: await openBrowser(sandbox.clerk) };
}

async function signIn(browser: ScriptedBrowser, identifier: string): Promise<string> {
  const { json } = await browser.call("POST", "/client/sign_ins", { identifier, password });
  return json.response.created_session_id;
}

test("the prebuilt component's two steps sign in by password", async () => {
  const { id, address, browser } = await signedOut();
  const started = await browser.call("POST", "/client/sign_ins", { identifier: address });
  expect(started.json.response.status).toBe("needs_first_factor");
  expect(started.json.response.supported_first_factors.map(({ strategy }: { strategy: string }) => strategy)).toEqual([
    "password",
    "email_code",
    "reset_password_email_code",
  ]);
  const path = `/client/sign_ins/${started.json.response.id}/attempt_first_factor`;
  const wrong = await browser.call("POST", path, { strategy: "password", password: "not the password" });
  expect(codeOf(wrong)).toEqual([422, "form_password_incorrect", "password"]);
  const done = await browser.call("POST", path, { strategy: "password", password });
  expect(done.json.response.status).toBe("complete");
  expect(done.json.client.sessions[0].user.id).toBe(id);
});

test("an unknown address is shown under its field", async () => {
  const { browser } = await signedOut();
  const answer = await browser.call("POST", "/client/sign_ins", { identifier: newAddress() });
  expect(codeOf(answer)).toEqual([422, "form_identifier_not_found", "identifier"]);
});

test("a mailed code signs in", async () => {
  const { address, browser } = await signedOut();
  const started = await browser.call("POST", "/client/sign_ins", { identifier: address });
  const path = `/client/sign_ins/${started.json.response.id}`;
  await browser.call("POST", `${path}/prepare_first_factor`, { strategy: "email_code" });
  const code = mailedCode(sandbox.clerk, address);
  const done = await browser.call("POST", `${path}/attempt_first_factor`, { strategy: "email_code", code });
  expect(done.json.response.status).toBe("complete");
});

test("a ticket of the Backend API signs in once", async () => {
  const { id, browser } = await signedOut();
  const { token } = await sandbox.sdk().signInTokens.createSignInToken({ userId: id, expiresInSeconds: 60 });
  const form = { strategy: "ticket", ticket: token };
  const done = await browser.call("POST", "/client/sign_ins", form);
  expect(done.json.response.status).toBe("complete");
  const again = await (await openBrowser(sandbox.clerk)).call("POST", "/client/sign_ins", form);
  expect(codeOf(again)).toEqual([400, "ticket_invalid", "ticket"]);
});

test("a forgotten password is replaced by a code, and other sessions end when asked", async () => {
  const { address, browser } = await signedOut();
  const elsewhere = await openBrowser(sandbox.clerk);
  const oldSession = await signIn(elsewhere, address);
  const started = await browser.call("POST", "/client/sign_ins", { identifier: address });
  const path = `/client/sign_ins/${started.json.response.id}`;
  const strategy = "reset_password_email_code";
  await browser.call("POST", `${path}/prepare_first_factor`, { strategy });
  const early = await browser.call("POST", `${path}/reset_password`, { password: "a new password" });
  expect(codeOf(early)[1]).toBe("verification_missing");
  const code = mailedCode(sandbox.clerk, address);
  const proved = await browser.call("POST", `${path}/attempt_first_factor`, { strategy, code });
  expect(proved.json.response.status).toBe("needs_new_password");
  const done = await browser.call("POST", `${path}/reset_password`, {
    password: "a new password",
    sign_out_of_other_sessions: "true",
  });
  expect(done.json.response.status).toBe("complete");
  const old = await elsewhere.call("POST", `/client/sessions/${oldSession}/tokens`);
  expect(codeOf(old).slice(0, 2)).toEqual([401, "authentication_invalid"]);
  const third = await openBrowser(sandbox.clerk);
  const withOld = await third.call("POST", "/client/sign_ins", { identifier: address, password });
  expect(codeOf(withOld)[1]).toBe("form_password_incorrect");
});

test("a browser that is signed in can't sign in again", async () => {
  const { address, browser } = await signedOut();
  await signIn(browser, address);
  const again = await browser.call("POST", "/client/sign_ins", { identifier: address, password });
  expect(codeOf(again).slice(0, 2)).toEqual([400, "session_exists"]);
});

test("a session gives fresh tokens for the origin that asks, with the lifetime that is set", async () => {
  const { address, browser } = await signedOut();
  const sessionId = await signIn(browser, address);
  const path = `/client/sessions/${sessionId}/tokens`;
  const first = (await browser.call("POST", path)).json.jwt;
  sandbox.clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 3 });
  const second = (await browser.call("POST", path)).json.jwt;
  sandbox.clerk.changeSettings("dream-api", { sessionTokenLifetimeSeconds: 60 });
  expect(second).not.toBe(first);
  const { payload } = decodeJwt(second);
  expect([payload.exp - payload.iat, payload.azp, payload.sid]).toEqual([3, origin, sessionId]);
  const unknown = await browser.call("POST", `${path}/unknown`);
  expect(codeOf(unknown).slice(0, 2)).toEqual([404, "resource_not_found"]);
});

test("signing out ends the session for good, and one can sign in again", async () => {
  const { address, browser } = await signedOut();
  const sessionId = await signIn(browser, address);
  const { json } = await browser.call("DELETE", "/client/sessions");
  expect(json.client).toMatchObject({ sessions: [], last_active_session_id: null });
  const token = await browser.call("POST", `/client/sessions/${sessionId}/tokens`);
  expect(codeOf(token).slice(0, 2)).toEqual([401, "authentication_invalid"]);
  expect(await signIn(browser, address)).toMatch(/^sess_/);
});

test("a revocation reaches the browser with its next token", async () => {
  const { address, browser } = await signedOut();
  const sessionId = await signIn(browser, address);
  await sandbox.sdk().sessions.revokeSession(sessionId);
  const token = await browser.call("POST", `/client/sessions/${sessionId}/tokens`);
  expect(token.status).toBe(401);
  expect((await browser.call("GET", "/client")).json.response.sessions).toEqual([]);
});

test("a banned user can't sign in", async () => {
  const { id, address, browser } = await signedOut();
  await sandbox.sdk().users.banUser(id);
  const answer = await browser.call("POST", "/client/sign_ins", { identifier: address, password });
  expect(codeOf(answer).slice(0, 2)).toEqual([403, "user_banned"]);
});

test("a browser of another instance is refused, and another browser's session is out of reach", async () => {
  const { address, browser } = await signedOut();
  const sessionId = await signIn(browser, address);
  const foreign = await openBrowser(sandbox.clerk, "end-user-api-test", browser.token);
  for (const [method, path] of [
    ["PATCH", "/environment"],
    ["GET", "/client"],
    ["POST", `/client/sessions/${sessionId}/tokens`],
  ] as const) {
    expect(codeOf(await foreign.call(method, path)).slice(0, 2)).toEqual([401, "dev_browser_unauthenticated"]);
  }
  const stranger = await openBrowser(sandbox.clerk);
  expect((await stranger.call("POST", `/client/sessions/${sessionId}/tokens`)).status).toBe(401);
  const own = await openBrowser(sandbox.clerk, "end-user-api-test");
  expect(codeOf(await own.call("POST", "/client/sign_ins", { identifier: address }))[1]).toBe(
    "form_identifier_not_found",
  );
});

test("the same person may sign up in both applications, and is a different user in each", async () => {
  const address = newAddress();
  const ids = [];
  for (const slug of ["dream-api", "end-user-api-test"]) {
    const browser = await openBrowser(sandbox.clerk, slug);
    ids.push((await signUp(sandbox.clerk, browser, { address, password, slug })).userId);
  }
  expect(new Set(ids).size).toBe(2);
});

/** The profile page, called as ClerkJS calls it. */
import { expect, test } from "vitest";
import { codeOf, mailedCode, openBrowser, type ScriptedBrowser, signUp } from "./scripted-browser.ts";
import { newAddress, password, useSandbox } from "./use-sandbox.ts";

const sandbox = useSandbox();

async function signedIn(slug = "dream-api") {
  const browser = await openBrowser(sandbox.clerk, slug);
  const address = newAddress();
  const { userId, sessionId } = await signUp(sandbox.clerk, browser, { address, password, slug });
  const me = (method: string, path: string, form?: Record<string, string>) =>
    browser.call(method, `/me${path}?_clerk_session_id=${sessionId}`, form);
  return { browser, address, userId, sessionId, me };
}

async function signInElsewhere(address: string): Promise<ScriptedBrowser> {
  const browser = await openBrowser(sandbox.clerk);
  await browser.call("POST", "/client/sign_ins", { identifier: address, password });
  return browser;
}

test("a name is changed, and both APIs show it", async () => {
  const { me, userId } = await signedIn();
  const { json } = await me("PATCH", "", { first_name: "Ada", last_name: "Lovelace" });
  expect(json.response).toMatchObject({ first_name: "Ada", last_name: "Lovelace" });
  expect(json.client.sessions[0].user.first_name).toBe("Ada");
  expect((await sandbox.sdk().users.getUser(userId)).firstName).toBe("Ada");
});

test("another address is proved by a code and may then be the primary one", async () => {
  const { me, address } = await signedIn();
  const other = newAddress();
  const { json } = await me("POST", "/email_addresses/", { email_address: other });
  const path = `/email_addresses/${json.response.id}`;
  expect(codeOf(await me("PATCH", "", { primary_email_address_id: json.response.id }))[0]).toBe(422);
  await me("POST", `${path}/prepare_verification`, { strategy: "email_code" });
  const code = mailedCode(sandbox.clerk, other);
  const verified = await me("POST", `${path}/attempt_verification`, { code });
  expect(verified.json.response.verification.status).toBe("verified");
  const changed = await me("PATCH", "", { primary_email_address_id: json.response.id });
  expect(changed.json.response.primary_email_address_id).toBe(json.response.id);
  expect(codeOf(await me("DELETE", path))[1]).toBe("action_not_allowed");
  const old = changed.json.response.email_addresses.find(
    (one: { email_address: string }) => one.email_address === address,
  );
  expect((await me("DELETE", `/email_addresses/${old.id}`)).json.response.deleted).toBe(true);
});

test("a new password needs the old one, and signs others out when asked", async () => {
  const { me, address } = await signedIn();
  const elsewhere = await signInElsewhere(address);
  const wrong = await me("POST", "/change_password", { current_password: "wrong one", new_password: "a new password" });
  expect(codeOf(wrong)).toEqual([422, "form_password_incorrect", "current_password"]);
  const short = await me("POST", "/change_password", { current_password: password, new_password: "short" });
  expect(codeOf(short)).toEqual([422, "form_password_length_too_short", "new_password"]);
  await me("POST", "/change_password", {
    current_password: password,
    new_password: "a new password",
    sign_out_of_other_sessions: "true",
  });
  expect((await elsewhere.call("GET", "/client")).json.response.sessions).toEqual([]);
  expect((await me("GET", "")).status).toBe(200);
});

test("active sessions are listed, and one elsewhere can be ended", async () => {
  const { me, address, sessionId } = await signedIn();
  const elsewhere = await signInElsewhere(address);
  const { json } = await me("GET", "/sessions/active");
  expect(json).toHaveLength(2);
  const other = json.find(({ id }: { id: string }) => id !== sessionId);
  expect((await me("POST", `/sessions/${other.id}/revoke`)).json.response.status).toBe("revoked");
  expect((await elsewhere.call("GET", "/client")).json.response.sessions).toEqual([]);
});

test("developers may delete their account, end users may not: it serves every project", async () => {
  const developer = await signedIn();
  expect((await developer.me("DELETE", "")).json.response).toMatchObject({ id: developer.userId, deleted: true });
  await expect(sandbox.sdk().users.getUser(developer.userId)).rejects.toMatchObject({ status: 404 });
  const endUser = await signedIn("end-user-api-test");
  expect(codeOf(await endUser.me("DELETE", ""))[1]).toBe("action_not_allowed");
  expect((await endUser.me("GET", "")).json.response.delete_self_enabled).toBe(false);
  const { json } = await endUser.browser.call("PATCH", "/environment");
  expect(json.user_settings.actions.delete_self).toBe(false);
});

test("nobody reads a profile without a session", async () => {
  const browser = await openBrowser(sandbox.clerk);
  expect(codeOf(await browser.call("GET", "/me")).slice(0, 2)).toEqual([401, "authentication_invalid"]);
});

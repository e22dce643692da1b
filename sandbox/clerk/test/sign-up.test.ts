/** Signing up, called as ClerkJS calls it. */
import { verifyToken } from "@clerk/backend";
import { expect, test } from "vitest";
import { codeOf, mailedCode, openBrowser, origin, signUp } from "./scripted-browser.ts";
import { newAddress, password, useSandbox } from "./use-sandbox.ts";

const sandbox = useSandbox();

test("an address, a password and the mailed code make a user who is signed in, with a token for this origin", async () => {
  const { clerk } = sandbox;
  const browser = await openBrowser(clerk);
  expect((await browser.call("GET", "/client")).json).toEqual({ response: null, client: null });
  const email_address = newAddress();
  const started = await browser.call("POST", "/client/sign_ups", { email_address, password });
  expect(started.json.response).toMatchObject({
    status: "missing_requirements",
    unverified_fields: ["email_address"],
    verifications: { email_address: { strategy: null } },
  });
  const path = `/client/sign_ups/${started.json.response.id}`;
  const prepared = await browser.call("POST", `${path}/prepare_verification`, { strategy: "email_code" });
  expect(prepared.json.client.sign_up.verifications.email_address.strategy).toBe("email_code");
  const code = mailedCode(clerk, email_address);
  const { json } = await browser.call("POST", `${path}/attempt_verification`, { strategy: "email_code", code });
  expect(json.response.status).toBe("complete");
  expect(json.client).toMatchObject({ sign_up: null, last_active_session_id: json.response.created_session_id });
  const [session] = json.client.sessions;
  expect(session.user.email_addresses[0].email_address).toBe(email_address);
  const { jwtKey } = clerk.instance("dream-api");
  const claims = await verifyToken(session.last_active_token.jwt, { jwtKey, authorizedParties: [origin] });
  expect(claims).toMatchObject({ sub: json.response.created_user_id, sid: session.id, azp: origin });
});

test("a reload finds the session again", async () => {
  const { clerk } = sandbox;
  const browser = await openBrowser(clerk);
  const { sessionId } = await signUp(clerk, browser, { address: newAddress(), password });
  const reloaded = await openBrowser(clerk, "dream-api", browser.token);
  const { json } = await reloaded.call("GET", "/client");
  expect(json.response.sessions.map(({ id }: { id: string }) => id)).toEqual([sessionId]);
});

test("a taken address, a short password and a bad address are shown under their field", async () => {
  const { clerk } = sandbox;
  const address = newAddress();
  await signUp(clerk, await openBrowser(clerk), { address, password });
  const browser = await openBrowser(clerk);
  const attempt = async (form: Record<string, string>) =>
    codeOf(await browser.call("POST", "/client/sign_ups", { password, ...form }));
  expect(await attempt({ email_address: address })).toEqual([422, "form_identifier_exists", "email_address"]);
  expect(await attempt({ email_address: "nobody" })).toEqual([422, "form_param_format_invalid", "email_address"]);
  const short = await attempt({ email_address: newAddress(), password: "short" });
  expect(short).toEqual([422, "form_password_length_too_short", "password"]);
});

test("a wrong code is refused, and after three a new one must be asked for", async () => {
  const { clerk } = sandbox;
  const browser = await openBrowser(clerk);
  const email_address = newAddress();
  const { json } = await browser.call("POST", "/client/sign_ups", { email_address, password });
  const path = `/client/sign_ups/${json.response.id}`;
  const attempt = async (code: string) =>
    codeOf(await browser.call("POST", `${path}/attempt_verification`, { strategy: "email_code", code }))[1];
  expect(await attempt("000000")).toBe("verification_missing");
  const prepare = () => browser.call("POST", `${path}/prepare_verification`, { strategy: "email_code" });
  await prepare();
  const first = mailedCode(clerk, email_address);
  for (let count = 0; count < 3; count += 1) expect(await attempt("nope")).toBe("form_code_incorrect");
  expect(await attempt(first)).toBe("verification_failed");
  await prepare();
  expect(await attempt(mailedCode(clerk, email_address))).toBeUndefined();
});

test("another address needs another proof", async () => {
  const { clerk } = sandbox;
  const browser = await openBrowser(clerk);
  const { json } = await browser.call("POST", "/client/sign_ups", { email_address: newAddress(), password });
  const path = `/client/sign_ups/${json.response.id}`;
  await browser.call("POST", `${path}/prepare_verification`, { strategy: "email_code" });
  const changed = await browser.call("PATCH", path, { email_address: newAddress() });
  expect(changed.json.response.verifications.email_address).toMatchObject({ strategy: null, status: "unverified" });
});

test("a +clerk_test address gets no mail and takes 424242", async () => {
  const { clerk } = sandbox;
  const browser = await openBrowser(clerk);
  const email_address = "jane+clerk_test@example.com";
  const { json } = await browser.call("POST", "/client/sign_ups", { email_address, password });
  const path = `/client/sign_ups/${json.response.id}`;
  await browser.call("POST", `${path}/prepare_verification`, { strategy: "email_code" });
  expect(clerk.emails("dream-api").some(({ to }) => to === email_address)).toBe(false);
  const done = await browser.call("POST", `${path}/attempt_verification`, { strategy: "email_code", code: "424242" });
  expect(done.json.response.status).toBe("complete");
});

test("the link of an invitation leads to a sign-up that needs no code and keeps the invitation's metadata", async () => {
  const { clerk } = sandbox;
  const { invitations, users } = sandbox.sdk();
  const emailAddress = newAddress();
  const redirectUrl = `${origin}/welcome`;
  const invitation = await invitations.createInvitation({
    emailAddress,
    redirectUrl,
    publicMetadata: { team: "blue" },
  });
  const link = clerk.emails("dream-api").find(({ to }) => to === emailAddress)?.link ?? "";
  const accepted = await fetch(link, { redirect: "manual" });
  const target = new URL(accepted.headers.get("Location") ?? "");
  expect([accepted.status, target.origin + target.pathname]).toEqual([303, redirectUrl]);
  const ticket = target.searchParams.get("__clerk_ticket") ?? "";
  const browser = await openBrowser(clerk);
  const started = await browser.call("POST", "/client/sign_ups", { strategy: "ticket", ticket });
  expect(started.json.response).toMatchObject({ missing_fields: ["password"], unverified_fields: [] });
  const done = await browser.call("PATCH", `/client/sign_ups/${started.json.response.id}`, { password });
  expect(done.json.response.status).toBe("complete");
  expect((await users.getUser(done.json.response.created_user_id)).publicMetadata).toEqual({ team: "blue" });
  expect((await invitations.getInvitationList({ status: "accepted" })).data.map(({ id }) => id)).toContain(
    invitation.id,
  );
  const again = await (await openBrowser(clerk)).call("POST", "/client/sign_ups", { strategy: "ticket", ticket });
  expect(codeOf(again).slice(0, 2)).toEqual([400, "ticket_invalid"]);
});

test("a revoked invitation leads nowhere", async () => {
  const { invitations } = sandbox.sdk();
  const emailAddress = newAddress();
  const { id } = await invitations.createInvitation({ emailAddress });
  await invitations.revokeInvitation(id);
  const link = sandbox.clerk.emails("dream-api").find(({ to }) => to === emailAddress)?.link ?? "";
  expect((await fetch(link, { redirect: "manual" })).status).toBe(400);
});

test("the link of an invitation signs in who has the address already, once", async () => {
  const { clerk } = sandbox;
  const emailAddress = newAddress();
  clerk.seed("dream-api", [{ emailAddress, password }]);
  const invitation = { emailAddress, redirectUrl: `${origin}/welcome`, ignoreExisting: true };
  await sandbox.sdk().invitations.createInvitation(invitation);
  const link = clerk.emails("dream-api").find(({ to }) => to === emailAddress)?.link ?? "";
  const accepted = await fetch(link, { redirect: "manual" });
  const target = new URL(accepted.headers.get("Location") ?? "");
  expect(target.searchParams.get("__clerk_status")).toBe("sign_in");
  const ticket = target.searchParams.get("__clerk_ticket") ?? "";
  const browser = await openBrowser(clerk);
  const done = await browser.call("POST", "/client/sign_ins", { strategy: "ticket", ticket });
  expect(done.json.response.status).toBe("complete");
  const again = await (await openBrowser(clerk)).call("POST", "/client/sign_ins", { strategy: "ticket", ticket });
  expect(again.json.errors[0].code).toBe("ticket_invalid");
});

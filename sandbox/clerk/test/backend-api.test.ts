/** The Backend API, called by the unmodified SDK. */
import { expect, test } from "vitest";
import { newAddress, password, useSandbox } from "./use-sandbox.ts";

const sandbox = useSandbox();

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error) => `${error.status} ${error.errors[0].code}`,
  );

test("a created user is found by id, by address, by external id and by words", async () => {
  const { users } = sandbox.sdk();
  const address = newAddress();
  const created = await users.createUser({
    emailAddress: [address],
    password,
    firstName: "Ada",
    externalId: `external-${address}`,
    privateMetadata: { plan: "pro" },
  });
  expect(created.primaryEmailAddress?.emailAddress).toBe(address);
  expect(created.primaryEmailAddress?.verification?.status).toBe("verified");
  expect((await users.getUser(created.id)).privateMetadata).toEqual({ plan: "pro" });
  for (const filter of [
    { emailAddress: [address] },
    { externalId: [`external-${address}`] },
    { userId: [created.id] },
    { query: address },
  ]) {
    const { data, totalCount } = await users.getUserList(filter);
    expect([data.map(({ id }) => id), totalCount]).toEqual([[created.id], 1]);
  }
});

test("lists of users are cut into pages, newest first", async () => {
  const { users } = sandbox.sdk("end-user-api-live");
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    ids.unshift((await users.createUser({ emailAddress: [newAddress()], password })).id);
  }
  const page = await users.getUserList({ limit: 2, offset: 1 });
  expect(page.data.map(({ id }) => id)).toEqual(ids.slice(1, 3));
  expect(page.totalCount).toBe(3);
});

test("metadata is merged deeply, null takes a key away, and replacing replaces", async () => {
  const { users } = sandbox.sdk();
  const { id } = await users.createUser({
    emailAddress: [newAddress()],
    password,
    publicMetadata: { plan: "free", limits: { calls: 1, seats: 2 } },
  });
  const merged = await users.updateUserMetadata(id, { publicMetadata: { plan: null, limits: { calls: 5 } } });
  expect(merged.publicMetadata).toEqual({ limits: { calls: 5, seats: 2 } });
  const replaced = await users.replaceUserMetadata(id, { publicMetadata: { plan: "pro" } });
  expect(replaced.publicMetadata).toEqual({ plan: "pro" });
});

test("a user is changed, and deleted for good", async () => {
  const { users } = sandbox.sdk();
  const { id } = await users.createUser({ emailAddress: [newAddress()], password });
  expect((await users.updateUser(id, { firstName: "Grace", password: "another password" })).firstName).toBe("Grace");
  expect(await codeOf(users.verifyPassword({ userId: id, password }))).toBe("422 form_password_incorrect");
  expect(await users.verifyPassword({ userId: id, password: "another password" })).toEqual({ verified: true });
  expect(await users.deleteUser(id)).toMatchObject({ id, deleted: true });
  expect(await codeOf(users.getUser(id))).toBe("404 resource_not_found");
});

test("a taken address, a short password and a bad address are refused under their field", async () => {
  const { users } = sandbox.sdk();
  const address = newAddress();
  await users.createUser({ emailAddress: [address], password });
  const refused = (body: object) =>
    users.createUser({ password, ...body }).then(
      () => "accepted",
      (error) => [error.errors[0].code, error.errors[0].meta.paramName],
    );
  expect(await refused({ emailAddress: [address.toUpperCase()] })).toEqual(["form_identifier_exists", "email_address"]);
  expect(await refused({ emailAddress: ["nobody"] })).toEqual(["form_param_format_invalid", "email_address"]);
  expect(await refused({ emailAddress: [newAddress()], password: "short" })).toEqual([
    "form_password_length_too_short",
    "password",
  ]);
});

test("what is not simulated is refused and named", async () => {
  const { users, organizations } = sandbox.sdk();
  const phone = users.createUser({ emailAddress: [newAddress()], password, phoneNumber: ["+15555550100"] });
  expect(await codeOf(phone)).toBe("422 form_param_unknown");
  expect(await codeOf(organizations.getOrganizationList())).toBe("501 not_simulated");
  expect(await codeOf(users.getUserList({ phoneNumber: ["+15555550100"] }))).toBe("422 form_param_unknown");
});

test("a key that no instance has is refused", async () => {
  const { clerk } = sandbox;
  const response = await fetch(`${clerk.url}/v1/users`, { headers: { Authorization: "Bearer sk_test_nobody" } });
  expect([response.status, (await response.json()).errors[0].code]).toEqual([401, "clerk_key_invalid"]);
});

test("instances share no users", async () => {
  const { id } = await sandbox.sdk("dream-api").users.createUser({ emailAddress: [newAddress()], password });
  for (const other of ["end-user-api-test", "end-user-api-live"] as const) {
    expect(await codeOf(sandbox.sdk(other).users.getUser(id))).toBe("404 resource_not_found");
  }
});

test("banning ends the user's sessions and keeps new ones from opening", async () => {
  const { users, sessions } = sandbox.sdk();
  const { id } = await users.createUser({ emailAddress: [newAddress()], password });
  const session = await sessions.createSession({ userId: id });
  expect((await users.banUser(id)).banned).toBe(true);
  expect((await sessions.getSession(session.id)).status).toBe("revoked");
  expect(await codeOf(sessions.createSession({ userId: id }))).toBe("403 user_banned");
  await users.unbanUser(id);
  expect((await sessions.createSession({ userId: id })).status).toBe("active");
});

test("sessions are listed per user and give no token once revoked", async () => {
  const { users, sessions } = sandbox.sdk();
  const { id } = await users.createUser({ emailAddress: [newAddress()], password });
  const session = await sessions.createSession({ userId: id });
  expect((await sessions.getToken(session.id)).jwt.split(".")).toHaveLength(3);
  expect((await sessions.getSessionList({ userId: id })).totalCount).toBe(1);
  expect((await sessions.revokeSession(session.id)).status).toBe("revoked");
  expect(await codeOf(sessions.getToken(session.id))).toBe("401 authentication_invalid");
  expect((await sessions.getSessionList({ userId: id, status: "active" })).data).toEqual([]);
});

test("an invitation sends a mail, is not sent twice, and can be revoked once", async () => {
  const { invitations } = sandbox.sdk();
  const emailAddress = newAddress();
  const invitation = await invitations.createInvitation({ emailAddress, redirectUrl: "http://localhost:5173/sign-up" });
  expect([invitation.status, invitation.emailAddress]).toEqual(["pending", emailAddress]);
  expect(await codeOf(invitations.createInvitation({ emailAddress }))).toBe("400 duplicate_record");
  expect((await invitations.revokeInvitation(invitation.id)).status).toBe("revoked");
  expect(await codeOf(invitations.revokeInvitation(invitation.id))).toBe("400 ticket_invalid");
});

test("a sign-in token is made for a user that exists, and can be revoked", async () => {
  const { users, signInTokens } = sandbox.sdk();
  const { id } = await users.createUser({ emailAddress: [newAddress()], password });
  const token = await signInTokens.createSignInToken({ userId: id, expiresInSeconds: 60 });
  expect([token.userId, token.status]).toEqual([id, "pending"]);
  expect((await signInTokens.revokeSignInToken(token.id)).status).toBe("revoked");
  const unknown = signInTokens.createSignInToken({ userId: "user_nobody", expiresInSeconds: 60 });
  expect(await codeOf(unknown)).toBe("404 resource_not_found");
});

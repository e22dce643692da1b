/** The Backend calls of the product, against the sandbox. */
import { expect, test } from "vitest";
import { createClerkBackend } from "../src/index.ts";
import { claimsOf } from "./forge-token.ts";
import { origin, password, useClerk } from "./use-clerk.ts";

const clerk = useClerk();
const slug = "dream-api";

function backend() {
  return createClerkBackend({ secretKey: clerk.sandbox.instance(slug).secretKey, apiUrl: clerk.sandbox.url });
}

const keptUser = (clerkUserId: string) => clerk.sandbox.users(slug).find(({ id }) => id === clerkUserId);

test("a user is found by id and by address in any case, and nobody is null", async () => {
  const { clerkUserId, address } = clerk.newUser();
  const user = { clerkUserId, email: address, name: "Ada", isBanned: false, claim: null };
  expect(await backend().findUser(clerkUserId)).toEqual(user);
  expect(await backend().findUserByEmail(address)).toEqual(user);
  expect(await backend().findUserByEmail(address.toUpperCase())).toEqual(user);
  expect(await backend().findUser("user_nobody")).toBeNull();
  expect(await backend().findUserByEmail("nobody@example.com")).toBeNull();
});

test("somebody who wrote down an address without proving it is not found by it", async () => {
  const { address } = clerk.newUser();
  const { frontendApiUrl } = clerk.sandbox.instance(slug);
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
  const post = async (path: string, form: Record<string, string>): Promise<any> => {
    const response = await fetch(`${frontendApiUrl}/v1${path}`, { method: "POST", body: new URLSearchParams(form) });
    return response.json();
  };
  const browser = `?__clerk_db_jwt=${(await post("/dev_browser", {})).id}`;
  await post(`/client/sign_ins${browser}`, { identifier: address, password });
  const { response } = await post(`/me/email_addresses${browser}`, { email_address: "victim@example.com" });
  expect(await backend().findUserByEmail("victim@example.com")).toBeNull();
  await post(`/me/email_addresses/${response.id}/prepare_verification${browser}`, { strategy: "email_code" });
  const code = clerk.sandbox.emails(slug)[0]?.code ?? "";
  await post(`/me/email_addresses/${response.id}/attempt_verification${browser}`, { code });
  expect(await backend().findUserByEmail("victim@example.com")).toMatchObject({ email: address });
});

test("metadata is merged, not replaced, and what is private stays apart", async () => {
  const { clerkUserId } = clerk.newUser();
  await backend().mergeMetadata(clerkUserId, { publicMetadata: { plan: "paid", seats: 1 } });
  await backend().mergeMetadata(clerkUserId, {
    publicMetadata: { plan: null },
    privateMetadata: { platform: "plat_1" },
  });
  expect(keptUser(clerkUserId)).toMatchObject({
    publicMetadata: { seats: 1 },
    privateMetadata: { platform: "plat_1" },
  });
  expect(keptUser(clerkUserId)?.publicMetadata).not.toHaveProperty("plan");
  expect(await backend().mergeMetadata("user_nobody", { publicMetadata: { plan: "paid" } })).toBeNull();
});

test("the developers' next token carries the plan that was written into the metadata", async () => {
  const { clerkUserId, address } = clerk.newUser();
  const { sessionId, token } = clerk.sandbox.signIn(slug, address, origin);
  expect(claimsOf(token)).toMatchObject({ plan: "free" });
  await backend().mergeMetadata(clerkUserId, { publicMetadata: { plan: "paid" } });
  const { secretKey } = clerk.sandbox.instance(slug);
  const next = await fetch(`${clerk.sandbox.url}/v1/sessions/${sessionId}/tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secretKey}` },
  });
  expect(claimsOf(((await next.json()) as { jwt: string }).jwt)).toMatchObject({ plan: "paid", sid: sessionId });
  const endUser = clerk.newUser("end-user-api-test");
  expect(claimsOf(clerk.sandbox.signIn("end-user-api-test", endUser.address, origin).token)).not.toHaveProperty("plan");
});

test("a deleted user is gone, and deleting again is no error", async () => {
  const { clerkUserId } = clerk.newUser();
  await backend().deleteUser(clerkUserId);
  await backend().deleteUser(clerkUserId);
  expect(await backend().findUser(clerkUserId)).toBeNull();
});

test("a session is active until it is revoked, and one that never was is not", async () => {
  const { clerkUserId, address } = clerk.newUser();
  const first = clerk.sandbox.signIn(slug, address, origin);
  const second = clerk.sandbox.signIn(slug, address, origin);
  const active = async () => (await backend().listActiveSessions(clerkUserId)).map(({ sessionId }) => sessionId);
  expect(await active()).toEqual([second.sessionId, first.sessionId]);
  expect(await backend().isSessionActive(first.sessionId)).toBe(true);
  const found = await backend().findSession(first.sessionId);
  expect(found).toEqual({ clerkUserId, isActive: true, createdAt: expect.any(Number) });
  await backend().revokeSession(first.sessionId);
  expect(await backend().findSession(first.sessionId)).toMatchObject({ isActive: false });
  expect(await backend().findSession("sess_nobody")).toBeNull();
  expect(await backend().isSessionActive(first.sessionId)).toBe(false);
  expect(await active()).toEqual([second.sessionId]);
  expect(await backend().isSessionActive("sess_nobody")).toBe(false);
  await backend().revokeSession("sess_nobody");
});

test("an invitation goes out by mail, also a second time, and to somebody who has signed up", async () => {
  const { address } = clerk.newUser();
  for (const email of ["invited@example.com", "invited@example.com", address]) {
    await backend().invite({ email, redirectUrl: `${origin}/sign-up` });
    expect(clerk.sandbox.emails(slug)[0]).toMatchObject({ to: email, link: expect.stringContaining("ticket=") });
  }
});

test("an invitation leads to where it should, and its metadata become the user's", async () => {
  const email = "guest@example.com";
  await backend().invite({ email, redirectUrl: `${origin}/sign-up`, publicMetadata: { plan: "paid" } });
  const link = clerk.sandbox.emails(slug)[0]?.link ?? "";
  const target = new URL((await fetch(link, { redirect: "manual" })).headers.get("Location") ?? "");
  expect(target.origin + target.pathname).toBe(`${origin}/sign-up`);
  const { frontendApiUrl } = clerk.sandbox.instance(slug);
  const browser = (await (await fetch(`${frontendApiUrl}/v1/dev_browser`, { method: "POST" })).json()) as {
    id: string;
  };
  await fetch(`${frontendApiUrl}/v1/client/sign_ups?__clerk_db_jwt=${browser.id}`, {
    method: "POST",
    body: new URLSearchParams({
      strategy: "ticket",
      ticket: target.searchParams.get("__clerk_ticket") ?? "",
      password,
    }),
  });
  expect(clerk.sandbox.users(slug)[0]).toMatchObject({
    publicMetadata: { plan: "paid" },
    emailAddresses: [{ emailAddress: email, isVerified: true }],
  });
});

test("a revoked invitation is of no more use, and can't be revoked again", async () => {
  const { invitationId } = await backend().invite({ email: "regretted@example.com", redirectUrl: `${origin}/sign-up` });
  const link = clerk.sandbox.emails(slug)[0]?.link ?? "";
  expect(await backend().revokeInvitation(invitationId)).toBe(true);
  expect((await fetch(link, { redirect: "manual" })).status).toBe(400);
  expect(await backend().revokeInvitation(invitationId)).toBe(false);
  expect(await backend().revokeInvitation("inv_nobody")).toBe(false);
});

test("a backend without a key can't be made", () => {
  expect(() => createClerkBackend({ secretKey: "" })).toThrow("empty");
});

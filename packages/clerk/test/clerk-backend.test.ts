/** The Backend calls of the product, against the sandbox. */
import { expect, test } from "vitest";
import { ClerkFailure, createClerkBackend } from "../src/index.ts";
import { origin, useClerk } from "./use-clerk.ts";

const clerk = useClerk();

function backend(slug = "dream-api") {
  return createClerkBackend({ secretKey: clerk.sandbox.instance(slug).secretKey, apiUrl: clerk.sandbox.url });
}

test("a user is found by id and by address, and nobody is null", async () => {
  const { clerkUserId, address } = clerk.newUser();
  const user = { clerkUserId, email: address, name: "Ada", isBanned: false, claim: null };
  expect(await backend().findUser(clerkUserId)).toEqual(user);
  expect(await backend().findUserByEmail(address)).toEqual(user);
  expect(await backend().findUser("user_nobody")).toBeNull();
  expect(await backend().findUserByEmail("nobody@example.com")).toBeNull();
});

test("metadata is merged, not replaced", async () => {
  const { clerkUserId } = clerk.newUser();
  await backend().mergePublicMetadata(clerkUserId, { plan: "pro", seats: 1 });
  await backend().mergePublicMetadata(clerkUserId, { plan: null });
  const user = clerk.sandbox.users("dream-api").find(({ id }) => id === clerkUserId);
  expect(user?.publicMetadata).toEqual({ seats: 1 });
});

test("a deleted user is gone, and deleting again is no error", async () => {
  const { clerkUserId } = clerk.newUser();
  await backend().deleteUser(clerkUserId);
  await backend().deleteUser(clerkUserId);
  expect(await backend().findUser(clerkUserId)).toBeNull();
});

test("a session is active until it is revoked, and one that never was is not", async () => {
  const { sessionId } = clerk.sandbox.signIn("dream-api", clerk.newUser().address, origin);
  expect(await backend().isSessionActive(sessionId)).toBe(true);
  await backend().revokeSession(sessionId);
  expect(await backend().isSessionActive(sessionId)).toBe(false);
  expect(await backend().isSessionActive("sess_nobody")).toBe(false);
});

test("an invitation goes out by mail, also a second time", async () => {
  await backend().invite("invited@example.com", `${origin}/sign-up`);
  await backend().invite("invited@example.com", `${origin}/sign-up`);
  expect(clerk.sandbox.emails("dream-api").filter(({ to }) => to === "invited@example.com")).toHaveLength(2);
});

test("a refusal carries Clerk's status and codes, and its cause", async () => {
  const broken = createClerkBackend({ secretKey: "sk_test_nobody", apiUrl: clerk.sandbox.url });
  const failure = await broken.findUser("user_nobody").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ClerkFailure);
  expect(failure).toMatchObject({ status: 401, codes: ["clerk_key_invalid"], cause: expect.any(Error) });
  expect(failure).toMatchObject({ provider: "clerk", kind: "unavailable", providerCode: "clerk_key_invalid" });
});

test("a Clerk that does not answer is a failure too", async () => {
  const lost = createClerkBackend({ secretKey: "sk_test_nobody", apiUrl: "http://127.0.0.1:9" });
  await expect(lost.findUser("user_nobody")).rejects.toBeInstanceOf(ClerkFailure);
});

/** Tokens, verified by the unmodified SDK. */
import { createClerkClient, verifyToken } from "@clerk/backend";
import { expect, test } from "vitest";
import { newAddress, password, useSandbox } from "./use-sandbox.ts";

const sandbox = useSandbox();

async function signedIn(profile: object = {}) {
  const { users, sessions } = sandbox.sdk();
  const user = await users.createUser({ emailAddress: [newAddress()], password, ...profile });
  return { user, session: await sessions.createSession({ userId: user.id }) };
}

test("a session token verifies without network by its own instance's key, and by no other", async () => {
  const { user, session } = await signedIn();
  const { jwt } = await sandbox.sdk().sessions.getToken(session.id);
  const { jwtKey, issuer } = sandbox.clerk.instance("dream-api");
  const claims = await verifyToken(jwt, { jwtKey });
  expect(claims).toMatchObject({ sub: user.id, sid: session.id, iss: issuer, sts: "active", v: 2 });
  expect(claims.exp - claims.iat).toBe(60);
  const foreign = verifyToken(jwt, { jwtKey: sandbox.clerk.instance("end-user-api-test").jwtKey });
  await expect(foreign).rejects.toThrow(/signature/i);
});

test("a session token verifies by the key set of the Backend API", async () => {
  const { user, session } = await signedIn();
  const { jwt } = await sandbox.sdk().sessions.getToken(session.id);
  const { secretKey } = sandbox.clerk.instance("dream-api");
  expect((await verifyToken(jwt, { secretKey, apiUrl: sandbox.clerk.url })).sub).toBe(user.id);
});

test("custom claims are in every session token, filled in from the user", async () => {
  sandbox.clerk.changeSettings("dream-api", {
    sessionClaims: {
      plan: "{{user.public_metadata.plan || 'free'}}",
      seats: "{{user.public_metadata.seats}}",
      missing: "{{user.public_metadata.nothing.there}}",
      greeting: "Hello {{user.first_name}}!",
    },
  });
  const { session } = await signedIn({ firstName: "Ada", publicMetadata: { seats: 3 } });
  const { jwt } = await sandbox.sdk().sessions.getToken(session.id);
  const claims = await verifyToken(jwt, { jwtKey: sandbox.clerk.instance("dream-api").jwtKey });
  expect(claims).toMatchObject({ plan: "free", seats: 3, missing: null, greeting: "Hello Ada!", sid: session.id });
});

test("a template token carries the template's claims and nothing of the session", async () => {
  const { jwtTemplates, sessions } = sandbox.sdk();
  const template = await jwtTemplates.create({
    name: "reports",
    claims: { mail: "{{user.primary_email_address}}" },
    lifetime: 300,
  });
  const { user, session } = await signedIn();
  const { jwt } = await sessions.getToken(session.id, "reports");
  const claims = await verifyToken(jwt, { jwtKey: sandbox.clerk.instance("dream-api").jwtKey });
  expect(claims).toMatchObject({ sub: user.id, mail: user.primaryEmailAddress?.emailAddress });
  expect(claims.exp - claims.iat).toBe(300);
  expect(claims).not.toHaveProperty("sid");
  expect(claims).not.toHaveProperty("v");
  await expect(sessions.getToken(session.id, "unknown")).rejects.toMatchObject({ status: 404 });
  expect((await jwtTemplates.list()).data.map(({ id }) => id)).toEqual([template.id]);
});

test("a template can't set what Clerk sets itself", async () => {
  const taken = sandbox.sdk().jwtTemplates.create({ name: "forged", claims: { sid: "sess_mine" } });
  await expect(taken).rejects.toMatchObject({ status: 422, errors: [{ code: "reserved_claim" }] });
});

test("authenticateRequest takes a session token and refuses a template token", async () => {
  const { session } = await signedIn();
  const { sessions, jwtTemplates } = sandbox.sdk();
  await jwtTemplates.create({ name: "plain", claims: {} });
  const { jwtKey, secretKey, publishableKey } = sandbox.clerk.instance("dream-api");
  const sdk = createClerkClient({ jwtKey, secretKey, publishableKey, telemetry: { disabled: true } });
  const authenticate = async (template?: string) => {
    const { jwt } = await sessions.getToken(session.id, template);
    const request = new Request("http://localhost/me", { headers: { Authorization: `Bearer ${jwt}` } });
    return (await sdk.authenticateRequest(request)).isAuthenticated;
  };
  expect([await authenticate(), await authenticate("plain")]).toEqual([true, false]);
});

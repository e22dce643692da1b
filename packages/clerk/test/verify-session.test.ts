/** Whose token gets in, and whose does not. */
import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { createSessionVerifier, type VerifySession } from "../src/index.ts";
import { origin, useClerk } from "./use-clerk.ts";

const clerk = useClerk();

function verifier(): VerifySession {
  const { jwtKey, issuer } = clerk.sandbox.instance("dream-api");
  return createSessionVerifier({ jwtKey, issuer, authorizedParties: [origin] });
}

function tokenOf(slug = "dream-api", from = origin): string {
  return clerk.sandbox.signIn(slug, clerk.newUser(slug).address, from).token;
}

/** The token with other contents, signed by `signer` or not at all. */
function forge(token: string, changes: { header?: object; claims?: object }, privateKey?: string): string {
  const [header = "", claims = ""] = token.split(".");
  const change = (part: string, more: object | undefined) =>
    Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(part, "base64url").toString()), ...more })).toString(
      "base64url",
    );
  const content = `${change(header, changes.header)}.${change(claims, changes.claims)}`;
  const signature = privateKey ? sign("sha256", Buffer.from(content), privateKey).toString("base64url") : "";
  return `${content}.${signature}`;
}

test("a session token says who it is, in which session and until when", async () => {
  const { clerkUserId, address } = clerk.newUser();
  const { token, sessionId } = clerk.sandbox.signIn("dream-api", address, origin);
  const session = await verifier()(token);
  expect(session).toMatchObject({ clerkUserId, sessionId });
  expect((session?.expiresAt ?? 0) - Date.now()).toBeGreaterThan(50_000);
});

test("a token of another application or instance is nobody's", async () => {
  const verify = verifier();
  expect(await verify(tokenOf("end-user-api-test"))).toBeNull();
  expect(await verify(tokenOf("end-user-api-live"))).toBeNull();
});

test("a token that some other page asked for, or none, is nobody's", async () => {
  const verify = verifier();
  expect(await verify(tokenOf("dream-api", "https://elsewhere.example"))).toBeNull();
  const { clerkUserId } = clerk.newUser();
  const { secretKey } = clerk.sandbox.instance("dream-api");
  const headers = { Authorization: `Bearer ${secretKey}` };
  const call = async (path: string, body: object) =>
    (await fetch(`${clerk.sandbox.url}/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) })).json();
  const { id } = await call("/sessions", { user_id: clerkUserId });
  expect(await verify((await call(`/sessions/${id}/tokens`, {})).jwt)).toBeNull();
});

test("an expired token is nobody's", async () => {
  const token = clerk.secondsAgo(70, () => tokenOf());
  expect(await verifier()(token)).toBeNull();
});

test("a revoked session is over when its last token's minute is", async () => {
  const { address } = clerk.newUser();
  const { token, sessionId } = clerk.secondsAgo(70, () => clerk.sandbox.signIn("dream-api", address, origin));
  const { url } = clerk.sandbox;
  const { secretKey } = clerk.sandbox.instance("dream-api");
  const headers = { Authorization: `Bearer ${secretKey}` };
  await fetch(`${url}/v1/sessions/${sessionId}/revoke`, { method: "POST", headers });
  expect(await verifier()(token)).toBeNull();
  expect((await fetch(`${url}/v1/sessions/${sessionId}/tokens`, { method: "POST", headers })).status).toBe(401);
});

test("an unsigned token, one that was changed, and one signed by another key are nobody's", async () => {
  const verify = verifier();
  const token = tokenOf();
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const changed = forge(token, { claims: { sub: "user_other" } }).replace(/\.$/, `.${token.split(".")[2]}`);
  const forgeries = [
    forge(token, { header: { alg: "none" } }),
    forge(token, {}),
    forge(token, {}, privateKey),
    changed,
    "not a token",
    "",
  ];
  for (const forgery of forgeries) expect(await verify(forgery)).toBeNull();
});

test("a token from a JWT template is nobody's: it outlives the revocation of its session", async () => {
  const { address } = clerk.newUser();
  const { sessionId } = clerk.sandbox.signIn("dream-api", address, origin);
  const { frontendApiUrl, secretKey } = clerk.sandbox.instance("dream-api");
  const headers = { Authorization: `Bearer ${secretKey}` };
  const body = JSON.stringify({ name: "dream-api", claims: {} });
  await fetch(`${clerk.sandbox.url}/v1/jwt_templates`, { method: "POST", headers, body });
  const path = `${clerk.sandbox.url}/v1/sessions/${sessionId}/tokens/dream-api`;
  const { jwt } = (await (await fetch(path, { method: "POST", headers })).json()) as { jwt: string };
  expect(frontendApiUrl).toContain("/frontend/dream-api");
  expect(await verifier()(jwt)).toBeNull();
});

test("a token of another issuer is nobody's", async () => {
  const { jwtKey } = clerk.sandbox.instance("dream-api");
  const settings = { jwtKey, issuer: "https://clerk.elsewhere.example", authorizedParties: [origin] };
  expect(await createSessionVerifier(settings)(tokenOf())).toBeNull();
});

test("a verifier that would let everybody in can't be made", () => {
  const { jwtKey, issuer } = clerk.sandbox.instance("dream-api");
  expect(() => createSessionVerifier({ jwtKey, issuer, authorizedParties: [] })).toThrow(/authorized party/);
  expect(() => createSessionVerifier({ jwtKey: "", issuer, authorizedParties: [origin] })).toThrow(/key/);
});

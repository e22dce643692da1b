/** Whose token gets in, and whose does not. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { expect, test } from "vitest";
import { createSessionVerifier, type VerifySession } from "../src/index.ts";
import { origin, password, useClerk } from "./use-clerk.ts";

const clerk = useClerk();

function verifier(): VerifySession {
  const { jwtKey, issuer } = clerk.sandbox.instance("dream-api");
  return createSessionVerifier({ jwtKey, issuer, authorizedParties: [origin] });
}

function tokenOf(slug = "dream-api", from = origin): string {
  return clerk.sandbox.signIn(slug, clerk.newUser(slug).address, from).token;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
async function post(url: string, headers: Record<string, string>, body?: URLSearchParams | string): Promise<any> {
  const response = await fetch(url, { method: "POST", headers, ...(body === undefined ? {} : { body }) });
  return response.json();
}

function backendCall(path: string, body: object) {
  const { secretKey } = clerk.sandbox.instance("dream-api");
  return post(`${clerk.sandbox.url}/v1${path}`, { Authorization: `Bearer ${secretKey}` }, JSON.stringify(body));
}

const claimsOf = (token: string): object => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

/** Of somebody who is not Clerk. */
const testKeys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** The token with other contents, signed by `signer` or not at all. */
function forge(token: string, changes: { header?: object; claims?: object }, privateKey?: KeyObject): string {
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
  const token = await backendCall("/sessions", { user_id: clerk.newUser().clerkUserId }).then(({ id }) =>
    backendCall(`/sessions/${id}/tokens`, {}),
  );
  expect(claimsOf(token.jwt)).not.toHaveProperty("azp");
  expect(await verify(token.jwt)).toBeNull();
});

test("an expired token is nobody's", async () => {
  const token = clerk.secondsAgo(70, () => tokenOf());
  expect(await verifier()(token)).toBeNull();
});

test("a revoked session is over when its last token's minute is", async () => {
  const { address } = clerk.newUser();
  const { token, sessionId } = clerk.secondsAgo(70, () => clerk.sandbox.signIn("dream-api", address, origin));
  await backendCall(`/sessions/${sessionId}/revoke`, {});
  expect(await verifier()(token)).toBeNull();
  expect(await backendCall(`/sessions/${sessionId}/tokens`, {})).not.toHaveProperty("jwt");
});

test("an unsigned token, one that was changed, and one signed by another key are nobody's", async () => {
  const verify = verifier();
  const token = tokenOf();
  const changed = forge(token, { claims: { sub: "user_other" } }).replace(/\.$/, `.${token.split(".")[2]}`);
  const forgeries = [
    forge(token, { header: { alg: "none" } }),
    forge(token, {}),
    forge(token, {}, createPrivateKey(testKeys.privateKey)),
    changed,
    "not a token",
    "",
  ];
  for (const forgery of forgeries) expect(await verify(forgery)).toBeNull();
});

test("a token from a JWT template is nobody's: it outlives the revocation of its session", async () => {
  await backendCall("/jwt_templates", { name: "dream-api", claims: {} });
  const { address } = clerk.newUser();
  const { frontendApiUrl } = clerk.sandbox.instance("dream-api");
  const { id: browser } = await post(`${frontendApiUrl}/v1/dev_browser`, { Origin: origin });
  const call = (path: string, form: Record<string, string> = {}) =>
    post(`${frontendApiUrl}/v1${path}?__clerk_db_jwt=${browser}`, { Origin: origin }, new URLSearchParams(form));
  const { response } = await call("/client/sign_ins", { identifier: address, password });
  const path = `/client/sessions/${response.created_session_id}/tokens`;
  expect(await verifier()((await call(path)).jwt)).not.toBeNull();
  const { jwt } = await call(`${path}/dream-api`);
  expect(claimsOf(jwt)).toMatchObject({ azp: origin });
  expect(await verifier()(jwt)).toBeNull();
});

test("a session that waits for its user, or a token that names none, is nobody's", async () => {
  const privateKey = createPrivateKey(testKeys.privateKey);
  const { issuer } = clerk.sandbox.instance("dream-api");
  const verify = createSessionVerifier({ jwtKey: testKeys.publicKey, issuer, authorizedParties: [origin] });
  const token = tokenOf();
  expect(await verify(forge(token, {}, privateKey))).not.toBeNull();
  for (const claims of [{ sts: "pending" }, { sts: undefined }, { sid: undefined }, { sid: "" }]) {
    expect(await verify(forge(token, { claims }, privateKey))).toBeNull();
  }
  expect(await verify(forge(token, { header: { cat: "cl_B7d4PD222AAA" } }, privateKey))).toBeNull();
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

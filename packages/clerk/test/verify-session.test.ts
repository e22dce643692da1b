/** Whose token gets in, and whose does not. */
import { expect, test } from "vitest";
import { createSessionVerifier, type VerifySession } from "../src/index.ts";
import { claimsOf, forgeToken, makeSigningKey } from "./forge-token.ts";
import { origin, password, useClerk } from "./use-clerk.ts";

const clerk = useClerk();
const stranger = makeSigningKey();

function verifier(): VerifySession {
  const { jwtKey, publishableKey } = clerk.sandbox.instance("dream-api");
  return createSessionVerifier({ jwtKey, publishableKey, authorizedParties: ["http://localhost:4173", origin] });
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

/** What an instance signs while its tokens name that issuer. */
function tokenFrom(issuer: string, slug = "dream-api"): string {
  const { issuer: own } = clerk.sandbox.instance(slug);
  clerk.sandbox.changeSettings(slug, { issuer });
  const token = tokenOf(slug);
  clerk.sandbox.changeSettings(slug, { issuer: own });
  return token;
}

async function tokenWithoutOrigin(): Promise<string> {
  const session = await backendCall("/sessions", { user_id: clerk.newUser().clerkUserId });
  return (await backendCall(`/sessions/${session.id}/tokens`, {})).jwt;
}

async function templateToken(): Promise<string> {
  await backendCall("/jwt_templates", { name: "dream-api", claims: {} });
  const { frontendApiUrl } = clerk.sandbox.instance("dream-api");
  const { id: browser } = await post(`${frontendApiUrl}/v1/dev_browser`, { Origin: origin });
  const call = (path: string, form: Record<string, string> = {}) =>
    post(`${frontendApiUrl}/v1${path}?__clerk_db_jwt=${browser}`, { Origin: origin }, new URLSearchParams(form));
  const { response } = await call("/client/sign_ins", { identifier: clerk.newUser().address, password });
  return (await call(`/client/sessions/${response.created_session_id}/tokens/dream-api`)).jwt;
}

/** A token that only its age speaks against, of a session that was revoked since. */
async function tokenOfRevokedSession(): Promise<string> {
  const { address } = clerk.newUser();
  const { token, sessionId } = clerk.secondsAgo(70, () => clerk.sandbox.signIn("dream-api", address, origin));
  await backendCall(`/sessions/${sessionId}/revoke`, {});
  return token;
}

test("a session token says who it is, in which session and until when", async () => {
  const { clerkUserId, address } = clerk.newUser();
  const { token, sessionId } = clerk.sandbox.signIn("dream-api", address, origin);
  const session = await verifier()(token);
  expect(session).toMatchObject({ clerkUserId, sessionId });
  expect((session?.expiresAt ?? 0) - Date.now()).toBeGreaterThan(50_000);
});

const ourIssuer = () => clerk.sandbox.instance("dream-api").issuer;

const refused: Record<string, () => string | Promise<string>> = {
  "of the other application": () => tokenOf("end-user-api-live"),
  "of the other application that names our issuer": () => tokenFrom(ourIssuer(), "end-user-api-live"),
  "of another instance": () => tokenOf("end-user-api-test"),
  "of another instance that names our issuer": () => tokenFrom(ourIssuer(), "end-user-api-test"),
  "of another issuer": () => tokenFrom("https://clerk.elsewhere.example"),
  "that has expired": () => clerk.secondsAgo(70, () => tokenOf()),
  "that another page asked for": () => tokenOf("dream-api", "https://elsewhere.example"),
  "that no page asked for": tokenWithoutOrigin,
  "without a signature": () => forgeToken(tokenOf(), { signer: "nobody" }),
  "without a signature that says so": () => forgeToken(tokenOf(), { header: { alg: "none" }, signer: "nobody" }),
  "signed by another key": () => forgeToken(tokenOf(), { signer: stranger.privateKey }),
  "that was changed after it was signed": () => forgeToken(tokenOf(), { claims: { sub: "user_other" } }),
  "from a JWT template, which outlives its session": templateToken,
  "of a revoked session, past its minute": tokenOfRevokedSession,
  "that is none": () => "not a token",
  "that is empty": () => "",
};

test.each(Object.keys(refused))("a token %s is nobody's", async (name) => {
  const verify = verifier();
  expect(await verify(tokenOf())).not.toBeNull();
  expect(await verify((await refused[name]?.()) ?? "")).toBeNull();
});

test("a revoked session gets no more tokens", async () => {
  const { sessionId } = clerk.sandbox.signIn("dream-api", clerk.newUser().address, origin);
  expect(await backendCall(`/sessions/${sessionId}/tokens`, {})).toHaveProperty("jwt");
  await backendCall(`/sessions/${sessionId}/revoke`, {});
  expect(await backendCall(`/sessions/${sessionId}/tokens`, {})).toMatchObject({
    errors: [{ code: "authentication_invalid" }],
  });
});

// The sandbox signs none of these: the verifier gets the stranger's key, so that nothing else speaks against them.
test.each([
  ["of a session that waits for its user", { claims: { sts: "pending" } }],
  ["that does not say how its session stands", { claims: { sts: undefined } }],
  ["that names no session", { claims: { sid: undefined } }],
  ["that names an empty session", { claims: { sid: "" } }],
  ["of the template kind", { header: { cat: "cl_B7d4PD222AAA" } }],
])("a token %s is nobody's", async (_name, forgery) => {
  const { publishableKey } = clerk.sandbox.instance("dream-api");
  const settings = { jwtKey: stranger.jwtKey, publishableKey, authorizedParties: [origin] };
  const verify = createSessionVerifier(settings);
  const signer = stranger.privateKey;
  const token = tokenOf();
  expect(await verify(forgeToken(token, { signer }))).not.toBeNull();
  expect(await verify(forgeToken(token, { ...forgery, signer }))).toBeNull();
});

test("behind a registered proxy the issuer is the proxy's URL, and has to be said", async () => {
  const { jwtKey, publishableKey } = clerk.sandbox.instance("dream-api");
  const issuer = "https://app.example/__clerk";
  const settings = { jwtKey, publishableKey, issuer, authorizedParties: [origin] };
  const token = tokenFrom(issuer);
  expect(claimsOf(token).iss).toBe(issuer);
  expect(await createSessionVerifier(settings)(token)).not.toBeNull();
  expect(await createSessionVerifier(settings)(tokenOf())).toBeNull();
  expect(await verifier()(token)).toBeNull();
});

test("a verifier that would let everybody in can't be made", () => {
  const { jwtKey, publishableKey } = clerk.sandbox.instance("dream-api");
  const settings = { jwtKey, publishableKey, authorizedParties: [origin] };
  expect(() => createSessionVerifier({ ...settings, authorizedParties: [] })).toThrow(/authorized party/);
  expect(() => createSessionVerifier({ ...settings, jwtKey: "" })).toThrow(/key/);
  expect(() => createSessionVerifier({ jwtKey, authorizedParties: [origin] })).toThrow(/issuer/);
  expect(() => createSessionVerifier({ ...settings, issuer: "" })).toThrow(/issuer/);
});

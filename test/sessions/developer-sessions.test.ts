/** Whose session opens the dashboard's API, over HTTP: `GET /me` with every token that should not. */
import { beforeEach, expect, test } from "vitest";
import { forgeToken, makeSigningKey } from "../../packages/clerk/test/forge-token.ts";
import { newDeveloper, type PlatformDeveloper } from "../plan/developer.ts";
import { callAs, frontendUrl, useWholeWorld } from "../world/whole-world.ts";

let behindMs = 0;
const world = useWholeWorld({}, { clerkNow: () => Date.now() - behindMs });
const stranger = makeSigningKey();
let ada: PlatformDeveloper;

beforeEach(async () => {
  ada = await newDeveloper(world);
});

const me = (token: string) => callAs(world, { token }, "frontAuth", "/me");

/** With Clerk's clock behind: what it signs then is old already. */
function minutesAgo<Result>(minutes: number, run: () => Result): Result {
  behindMs = minutes * 60_000;
  try {
    return run();
  } finally {
    behindMs = 0;
  }
}

const backend = async (path: string, body: object) => {
  const { clerk } = world.providers;
  const response = await fetch(`${clerk.url}/v1${path}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${clerk.instance("dream-api").secretKey}` },
    body: JSON.stringify(body),
  });
  return response.json();
};

const signIn = (slug: string, email: string, origin = frontendUrl) =>
  world.providers.clerk.signIn(slug, email, origin).token;

function inInstance(slug: string): string {
  world.providers.clerk.seed(slug, [{ emailAddress: ada.email, password: "correct horse battery" }]);
  return signIn(slug, ada.email);
}

test("a developer who is signed in sees their own account", async () => {
  const answer = await me(ada.token);
  expect([answer.status, answer.json.platform.id, answer.json.platform.email]).toEqual([
    200,
    ada.platformId,
    ada.email,
  ]);
});

const refused: Record<string, () => string | Promise<string>> = {
  "of an end user, in test": () => inInstance("end-user-api-test"),
  "of an end user, in live": () => inInstance("end-user-api-live"),
  "that has expired": () => minutesAgo(2, () => signIn("dream-api", ada.email)),
  "that a page of another origin asked for": () => signIn("dream-api", ada.email, "https://elsewhere.example"),
  "without a signature": () => forgeToken(ada.token, { header: { alg: "none" }, signer: "nobody" }),
  "signed by another key": () => forgeToken(ada.token, { signer: stranger.privateKey }),
  "that was changed after it was signed": () => forgeToken(ada.token, { claims: { sub: "user_other" } }),
  "that names another issuer": () => {
    const { clerk } = world.providers;
    const { issuer } = clerk.instance("dream-api");
    clerk.changeSettings("dream-api", { issuer: "https://clerk.elsewhere.example" });
    const token = signIn("dream-api", ada.email);
    clerk.changeSettings("dream-api", { issuer });
    return token;
  },
  "from a JWT template": async () => {
    await backend("/jwt_templates", { name: "dashboard", claims: {} });
    const session = await backend("/sessions", { user_id: ada.clerkUserId });
    return (await backend(`/sessions/${session.id}/tokens/dashboard`, {})).jwt;
  },
  "of a revoked session, past its minute": async () => {
    const { sessionId, token } = minutesAgo(2, () => world.providers.clerk.signIn("dream-api", ada.email, frontendUrl));
    await backend(`/sessions/${sessionId}/revoke`, {});
    return token;
  },
};

test.each(Object.keys(refused))("a token %s opens nothing", async (name) => {
  const token = await refused[name]?.();
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]*$/);
  const answer = await me(token ?? "");
  expect([answer.status, answer.json.code]).toEqual([401, "unauthorized"]);
  expect((await me(signIn("dream-api", ada.email))).status).toBe(200);
});

test("a revoked session gets no more tokens", async () => {
  await backend(`/sessions/${ada.sessionId}/revoke`, {});
  expect(await backend(`/sessions/${ada.sessionId}/tokens`, {})).toHaveProperty("errors");
});

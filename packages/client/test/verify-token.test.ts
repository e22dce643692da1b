import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AuthenticationError, DreamAPI, UnavailableError } from "../src/index.ts";
import { audience, type OauthServer, startOauthServer } from "./oauth-server.ts";
import { publishableKey } from "./replies.ts";

const secretKey = `sk_test_11PublicPublicPubl${"s".repeat(27)}`;

let server: OauthServer;
beforeEach(async () => {
  server = await startOauthServer();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.stop();
});

const verifierOf = (key = secretKey) => new DreamAPI(key, { authUrl: server.url, maxRetries: 0 }).auth.verifyToken;
const fetched = () => server.calls.filter((call) => call === "GET /oauth/jwks").length;

describe("a token of this project and mode", () => {
  it("says who it is of, whatever carries it", async () => {
    const token = server.accessToken();
    const verifyToken = verifierOf();
    const user = { userId: "usr_ada", scopes: ["openid", "profile", "email"], expiresAt: expect.any(Number) };
    const headers = { Authorization: `Bearer ${token}` };
    expect(await verifyToken(token)).toEqual(user);
    expect(await verifyToken(new Request("https://example.com", { headers }))).toEqual(user);
    expect(await verifyToken({ headers: { authorization: `bearer ${token}` } })).toEqual(user);
  });

  it("is known by the publishable key too, for both name the project", async () => {
    const key = publishableKey.replace(/11.*/, "11PublicPublicPublicPublic");
    expect(await verifierOf(key)(server.accessToken())).toMatchObject({ userId: "usr_ada" });
  });

  it("comes from Node's own server as it is", async () => {
    const verifyToken = verifierOf();
    const shop = createServer(async (request, response) => response.end((await verifyToken(request)).userId));
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    const headers = { Authorization: `Bearer ${server.accessToken()}` };
    expect(await (await fetch(url, { headers })).text()).toBe("usr_ada");
    shop.close();
  });
});

describe("a token is refused", () => {
  const hour = 3600;
  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, () => string]>([
    ["that is none", () => ""],
    ["that is no JWT", () => "a.b"],
    ["of another issuer", () => server.accessToken({ iss: "https://evil.example" })],
    ["of another project", () => server.accessToken({ aud: "prj_AnotherAnotherAn:test" })],
    ["of the other mode", () => server.accessToken({ aud: audience.replace("test", "live") })],
    ["of several audiences", () => server.accessToken({ aud: [audience, "prj_x:test"] })],
    ["that has expired", () => server.accessToken({ exp: now() - 1 })],
    ["without an end", () => server.accessToken({ exp: undefined })],
    ["whose end is no number", () => server.accessToken({ exp: String(now() + hour) })],
    ["of nobody", () => server.accessToken({ sub: "" })],
    ["that is an ID token", () => server.accessToken({}, { typ: "JWT" })],
    ["without a type", () => server.accessToken({}, { typ: undefined })],
    ["without a signature", () => server.accessToken({}, { alg: "none" }).replace(/[^.]+$/, "")],
    ["that says it needs none", () => server.accessToken({}, { alg: "none" })],
    ["that names another algorithm", () => server.accessToken({}, { alg: "HS256" })],
    ["with a demand that is not understood", () => server.accessToken({}, { crit: ["b64"] })],
    ["of a key that is not ours", () => server.accessToken({}, { kid: "unknown" })],
    ["without a key's name", () => server.accessToken({}, { kid: undefined })],
    ["that somebody else signed", () => server.accessToken({}, {}, foreignKey())],
    ["that was changed", () => server.accessToken().replace(/\.[^.]+\./, `.${otherClaims()}.`)],
  ])("%s", async (_what, make) => {
    const error = await verifierOf()(make()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: "invalid_token" });
  });

  const foreignKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const otherClaims = () =>
    Buffer.from(JSON.stringify({ iss: server.url, aud: audience, sub: "usr_eve", exp: now() + hour })).toString(
      "base64url",
    );
});

describe("the signing keys", () => {
  it("are fetched once for many tokens, also at the same time", async () => {
    const verifyToken = verifierOf();
    await Promise.all(Array.from({ length: 20 }, () => verifyToken(server.accessToken())));
    await verifyToken(server.accessToken());
    expect(fetched()).toBe(1);
  });

  it("are fetched again for a new one, after half a minute at the soonest", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const verifyToken = verifierOf();
    await verifyToken(server.accessToken());
    server.addKey();
    for (let tries = 0; tries < 5; tries += 1) await verifyToken(server.accessToken()).catch(() => undefined);
    expect(fetched()).toBe(1);
    vi.setSystemTime(Date.now() + 31_000);
    expect(await verifyToken(server.accessToken())).toMatchObject({ userId: "usr_ada" });
    expect(fetched()).toBe(2);
  });

  it("that are known still do when they can't be fetched", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const verifyToken = verifierOf();
    await verifyToken(server.accessToken());
    const later = Date.now() + 20 * 60_000;
    const token = server.accessToken({ exp: later / 1000 + 60 });
    await server.stop();
    vi.setSystemTime(later);
    expect(await verifyToken(token)).toMatchObject({ userId: "usr_ada" });
  });

  it("that can't be had are no reason to let anybody in", async () => {
    const token = server.accessToken();
    await server.stop();
    await expect(verifierOf()(token)).rejects.toBeInstanceOf(UnavailableError);
  });
});

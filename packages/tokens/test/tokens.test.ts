/** Keys are replaced without a token failing, and nothing is told of a key that is malformed. */
import { generateKeyPairSync } from "node:crypto";
import { newProjectId, scopeOf, type TokenGrant } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { createTokenSigner, createTokenVerifier, openSigningKeys, readPublicKeys } from "../src/index.ts";

const issuer = "https://id.example";
const now = 1_800_000_000_000;

function newKey(kid: string) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), kid };
}

const grant: TokenGrant = {
  scope: scopeOf(newProjectId(), "live"),
  userId: "usr_ada",
  clientId: "pk_live_app",
  familyId: "fam_1",
  scopes: ["openid", "email"],
};

function house(...keys: object[]) {
  const text = JSON.stringify({ keys });
  const signer = createTokenSigner({ keys: openSigningKeys(text), issuer });
  const publicKeys = openSigningKeys(text).publicKeys;
  return { signer, publicKeys, verify: createTokenVerifier({ publicKeys, issuer }) };
}

describe("keys", () => {
  const [old, next] = [newKey("old"), newKey("next")];

  test("the first signs; tokens of all are taken while they stand", async () => {
    const [before, announced, during, after] = [house(old), house(old, next), house(next, old), house(next)];
    const [first, second] = [await before.signer.accessToken(grant, now), await during.signer.accessToken(grant, now)];
    for (const { verify } of [announced, during]) {
      expect(await verify(first, now)).toMatchObject({ userId: "usr_ada", scopes: ["openid", "email"] });
      expect(await verify(second, now)).toMatchObject({ clientId: "pk_live_app", mode: "live" });
    }
    expect(await after.verify(first, now)).toBeNull();
    expect(await before.verify(second, now)).toBeNull();
  });

  test("only public halves are published, and read back as they are", () => {
    const { publicKeys } = house(next, old);
    expect(publicKeys.map(({ kid }) => kid)).toEqual(["next", "old"]);
    expect(JSON.stringify(publicKeys)).not.toContain(String((next as { d?: string }).d));
    expect(readPublicKeys(JSON.stringify({ keys: publicKeys }))).toEqual(publicKeys);
    expect(readPublicKeys(JSON.stringify({ keys: [next, old] }))).toEqual(publicKeys);
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "secret-secret"],
    ["an empty set", '{"keys":[]}'],
    ["a public half", JSON.stringify({ keys: [{ ...newKey("a"), d: undefined }] })],
    ["a key without a name", JSON.stringify({ keys: [{ ...newKey("a"), kid: undefined }] })],
    ["two keys of one name", JSON.stringify({ keys: [newKey("a"), newKey("a")] })],
    ["a symmetric key", '{"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"a"}]}'],
    ["another curve", '{"keys":[{"kty":"EC","crv":"P-384","x":"a","y":"b","d":"secret","kid":"a"}]}'],
  ])("%s is refused by the name of the variable, without a word of what it holds", (_name, text) => {
    const open = () => openSigningKeys(text);
    expect(open).toThrow(/^TOKEN_SIGNING_KEYS /);
    expect(open).not.toThrow(/secret-secret|c2VjcmV0/);
  });
});

describe("the end of a token", () => {
  test("is looked at each time, also for one that is known", async () => {
    const { signer, verify } = house(newKey("a"));
    const token = await signer.accessToken(grant, now);
    expect(await verify(token, now + 599_000)).toMatchObject({ expiresAt: now + 600_000 });
    expect(await verify(token, now + 600_000)).toBeNull();
    expect(await verify(token, now + 599_999)).not.toBeNull();
  });

  test("an ID token is no access token", async () => {
    const { signer, verify } = house(newKey("a"));
    const profile = { email: "ada@example.com", name: "Ada" };
    const token = await signer.idToken({ ...grant, nonce: "n", authenticatedAt: now, profile }, now);
    expect(await verify(token, now)).toBeNull();
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ nonce: "n", email: "ada@example.com", email_verified: true, aud: "pk_live_app" });
    expect(claims.name).toBeUndefined();
  });

  test("a genuine token of another issuer is none of ours", async () => {
    const key = newKey("a");
    const { signer } = house(key);
    const other = createTokenVerifier({
      publicKeys: openSigningKeys(JSON.stringify({ keys: [key] })).publicKeys,
      issuer: "https://other.example",
    });
    expect(await other(await signer.accessToken(grant, now), now)).toBeNull();
  });
});

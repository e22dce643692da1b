/** RS256 tokens in Clerk's form. The category in the header tells session tokens from template tokens. */
import { createPublicKey, sign } from "node:crypto";
import type { Instance } from "../instances/instance.ts";

/** Constants of `@clerk/backend`, which tells the kinds of tokens apart by them. */
export const tokenCategories = { session: "cl_B7d4PD111AAA", template: "cl_B7d4PD222AAA" } as const;

export function signJwt(instance: Instance, category: keyof typeof tokenCategories, claims: object): string {
  const header = { alg: "RS256", cat: tokenCategories[category], kid: instance.id, typ: "JWT" };
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), instance.privateKey).toString("base64url")}`;
}

/** The key set that verifies the instance's tokens. */
export function toJwks(instance: Instance) {
  const { kty, n, e } = createPublicKey(instance.jwtKey).export({ format: "jwk" });
  return { keys: [{ use: "sig", kty, kid: instance.id, alg: "RS256", n, e }] };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

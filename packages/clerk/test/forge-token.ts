/** Tokens that Clerk never made: other contents, signed by `signer`, by nobody, or with the signature of the original. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface Forgery {
  readonly header?: object;
  readonly claims?: object;
  readonly signer?: KeyObject | "nobody";
}

export function forgeToken(token: string, { header, claims, signer }: Forgery): string {
  const [oldHeader = "", oldClaims = "", signature = ""] = token.split(".");
  const content = `${change(oldHeader, header)}.${change(oldClaims, claims)}`;
  if (signer === undefined) return `${content}.${signature}`;
  const signed = signer === "nobody" ? "" : sign("sha256", Buffer.from(content), signer).toString("base64url");
  return `${content}.${signed}`;
}

export const claimsOf = (token: string): Record<string, unknown> => parse(token.split(".")[1] ?? "");

function change(part: string, more: object | undefined): string {
  return more === undefined ? part : Buffer.from(JSON.stringify({ ...parse(part), ...more })).toString("base64url");
}

function parse(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString());
}

export interface SigningKey {
  readonly privateKey: KeyObject;
  /** PEM. */
  readonly jwtKey: string;
}

/** A key of somebody who is not Clerk. */
export function makeSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { privateKey: createPrivateKey(privateKey), jwtKey: publicKey };
}

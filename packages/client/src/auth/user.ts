/** Who is signed in, as the ID token says it. It came from the authorization server itself, so it needs no signature. */
import { SignInError } from "../errors.ts";
import { cutJwt } from "./jwt.ts";

/** Somebody who signed in. Name and address are null where they were not given. */
export interface User {
  /** What this user is called in the API: `usr_…`, or the id that the developer gave. */
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

interface Expected {
  readonly issuer: string;
  readonly clientId: string;
  /** Of the sign-in; null for a refresh. */
  readonly nonce: string | null;
}

/** @throws SignInError `invalid_id_token` for one that is not for this app and this sign-in (OpenID Connect, 3.1.3.7) */
export function readUser(idToken: unknown, { issuer, clientId, nonce }: Expected): User {
  const claims = (typeof idToken === "string" ? cutJwt(idToken)?.claims : undefined) ?? {};
  const { iss, aud, sub, exp, name, email } = claims;
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (iss !== issuer) throw invalid("issued by somebody else");
  if (audiences.length !== 1 || audiences[0] !== clientId) throw invalid("for another app");
  if (typeof exp !== "number" || typeof sub !== "string" || sub === "") throw invalid("incomplete");
  if (nonce !== null && claims.nonce !== nonce) throw invalid("of another sign-in");
  return { id: sub, name: textOrNull(name), email: textOrNull(email) };
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

function invalid(what: string): SignInError {
  return new SignInError(`The ID token is ${what}`, { code: "invalid_id_token" });
}

/** What the browser brings back from signing in, checked before anything in it is used. */
import { SignInError } from "../errors.ts";
import type { PendingSignIn } from "./pending-sign-in.ts";

const responseParameters = ["code", "state", "iss", "error", "error_description", "error_uri"];

/** Whether the address is an answer of ours, or one of somebody else's sign-in on the same page. */
export function isResponse(address: URL, issuer: string, pending: PendingSignIn | null): boolean {
  const query = address.searchParams;
  if (!query.has("state") || !(query.has("code") || query.has("error"))) return false;
  return query.get("iss") === issuer || query.get("state") === pending?.state;
}

/** The address without what was brought back. */
export function withoutResponse(address: URL): string {
  const clean = new URL(address);
  for (const name of responseParameters) clean.searchParams.delete(name);
  return clean.href;
}

/**
 * @returns the code
 * @throws SignInError `state_mismatch` for an answer that this tab did not ask for, `issuer_mismatch` for one of
 * another server (RFC 9207), else what the server says, such as `access_denied`
 */
export function readCode(address: URL, issuer: string, pending: PendingSignIn | null): string {
  const query = address.searchParams;
  if (!pending || query.get("state") !== pending.state) {
    throw new SignInError("This sign-in was not begun in this tab, or is over", { code: "state_mismatch" });
  }
  if (query.get("iss") !== issuer) {
    throw new SignInError("This answer is not of the server that was asked", { code: "issuer_mismatch" });
  }
  const error = query.get("error");
  if (error) throw new SignInError(query.get("error_description") ?? error, { code: error });
  return query.get("code") ?? "";
}

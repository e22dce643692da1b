/** With what a call is made: a secret key, a publishable one, or the token of who is signed in. */
import type { TokenSource } from "./auth/auth.ts";
import type { Call } from "./build-request.ts";
import { AuthenticationError, PermissionError, ValidationError } from "./errors.ts";
import type { KeyKind } from "./kind-of-key.ts";

export interface Credential {
  readonly key: string;
  readonly kind: KeyKind;
  readonly tokens: TokenSource;
}

/**
 * @param rejected the token that was refused a moment ago
 * @throws PermissionError `secret_key_required`, AuthenticationError `sign_in_required`, ValidationError without a user
 */
export async function credentialHeaders(
  call: Call,
  { key, kind, tokens }: Credential,
  rejected?: string,
): Promise<Record<string, string>> {
  if (kind === "secret") {
    if (call.caller === "user" && !("userId" in call)) throw userIdMissing();
    return { Authorization: `Bearer ${key}` };
  }
  if (call.caller === "server" || "userId" in call) throw secretKeyRequired(call);
  const token = call.caller === "anybody" ? null : await tokens(rejected);
  if (token) return { Authorization: `Bearer ${token}` };
  if (call.caller === "user") throw signInRequired();
  return { "X-Publishable-Key": key };
}

function secretKeyRequired({ method, path, caller }: Call): PermissionError {
  const hint = caller === "server" ? "" : " In a browser leave the user's id away: whoever is signed in is meant.";
  return new PermissionError(`${method} ${path} needs a secret key, sk_…, and so a server.${hint}`, {
    code: "secret_key_required",
  });
}

function signInRequired(): AuthenticationError {
  return new AuthenticationError("Nobody is signed in: api.auth.signIn() first", { code: "sign_in_required" });
}

function userIdMissing(): ValidationError {
  const message = "is needed with a secret key: it says whose call this is";
  return new ValidationError(`userId ${message}`, { code: "validation_failed", issues: [{ path: "userId", message }] });
}

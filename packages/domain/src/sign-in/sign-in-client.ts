/** The app that people sign in to: a project in a mode, named by its publishable key. */
import type { AuthorizationError, SignInProject } from "@dream-api/contract";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Scope } from "../tenancy/scope.ts";

export interface SignInClient {
  readonly scope: Scope;
  readonly platform: PlatformScope;
  /** The publishable key. */
  readonly clientId: string;
  readonly project: SignInProject;
  /** Compared letter by letter. */
  readonly redirectUris: readonly string[];
}

export interface SignInClients {
  /** Null for a key that was revoked or never was, and when its project or its developer's account is gone. */
  findClient(publishableKey: string): Promise<SignInClient | null>;
}

interface AuthorizationAnswer {
  readonly redirectUri: string;
  readonly state: string | null;
  /** Ours, so that an app of several servers can tell whose answer it is (RFC 9207). */
  readonly issuer: string;
}

/** Where the browser goes with a code, or with the reason why there is none. */
export function answerUrl(
  { redirectUri, state, issuer }: AuthorizationAnswer,
  result: { readonly code: string } | { readonly error: AuthorizationError; readonly description?: string },
): string {
  const parameters = new URLSearchParams("code" in result ? { code: result.code } : { error: result.error });
  if ("error" in result && result.description !== undefined) parameters.set("error_description", result.description);
  if (state !== null) parameters.set("state", state);
  parameters.set("iss", issuer);
  return withParameters(redirectUri, parameters);
}

/** Leaves what the URL has as it is: parsed and written anew it might read otherwise. */
export function withParameters(url: string, parameters: URLSearchParams): string {
  const separator = !url.includes("?") ? "?" : /[?&]$/.test(url) ? "" : "&";
  return `${url}${separator}${parameters}`;
}

/**
 * An app sends a browser to sign in. Until it is sure where the app is, what is wrong is shown on our page; after that
 * it goes back to the app.
 */
import {
  type AuthorizationError,
  type AuthorizeQuery,
  type SignInPrompt,
  type SignInScope,
  signInPrompts,
  signInScopes,
} from "@dream-api/contract";
import { type Clock, dayMs, hourMs, minuteMs, secondMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { hashSecret } from "../keys/verify-key.ts";
import { randomBase62 } from "../random.ts";
import type { AttemptCounts, HashSubject } from "../registration/attempts.ts";
import { networkOf } from "../registration/network-of.ts";
import { answerUrl, type SignInClient, type SignInClients } from "./sign-in-client.ts";
import type { SignInStore } from "./sign-in-store.ts";

export interface StartSignInDependencies {
  readonly clients: SignInClients;
  readonly signIns: SignInStore;
  /** Our own origin. */
  readonly issuer: string;
  readonly attempts: AttemptCounts;
  readonly hashSubject: HashSubject;
  readonly clock: Clock;
}

/** What the browser that comes is known by. */
export interface Visitor {
  /** What it has in its cookie. */
  readonly browserSecret: string;
  /** Its IP address; null where nobody says it. */
  readonly from: string | null;
}

/** From one network: a company signs in behind one address. Anybody can begin a sign-in, and each is kept for a while. */
export const startsPerHour = 1000;

/** Signing up takes a mail and a password. */
const requestMs = 30 * minuteMs;
/** 190 bits. */
const secretDigits = 32;

const challengeShape = /^[A-Za-z0-9_-]{43}$/;

/**
 * @returns where the browser goes: to a page of ours, or back to the app with an error
 * @throws DreamError `unknown_client`, `redirect_uri_mismatch`, `too_many_requests`
 */
export async function startSignIn(
  query: AuthorizeQuery,
  { browserSecret, from }: Visitor,
  deps: StartSignInDependencies,
): Promise<string> {
  const client = await findClient(query.client_id, deps);
  const redirectUri = requireRedirectUri(query.redirect_uri, client);
  const state = query.state ?? null;
  const fault = faultOf(query);
  if (fault) return answerUrl({ redirectUri, state, issuer: deps.issuer }, fault);
  if (from !== null) await countStart(from, deps);
  const requestId = randomBase62(secretDigits);
  const createdAt = deps.clock().real;
  const prompt = (query.prompt ?? null) as SignInPrompt | null;
  const screen = query.screen_hint === "sign-up" ? "sign-up" : "sign-in";
  await deps.signIns.keepRequest(
    { requestHash: await hashSecret(requestId), browserHash: await hashSecret(browserSecret) },
    {
      scope: client.scope,
      clientId: client.clientId,
      redirectUri,
      codeChallenge: query.code_challenge as string,
      state,
      nonce: query.nonce ?? null,
      scopes: grantable(query.scope),
      prompt,
      screen,
      createdAt,
      expiresAt: createdAt + requestMs,
    },
  );
  const page = prompt === "consent" ? "consent" : screen;
  return `${deps.issuer}/${page}?request=${requestId}`;
}

/** @throws DreamError `too_many_requests` */
async function countStart(from: string, { attempts, hashSubject, clock }: StartSignInDependencies): Promise<void> {
  const { real } = clock();
  const hour = Math.floor(real / hourMs) * hourMs;
  const subject = await hashSubject("sign-in", `${Math.floor(real / dayMs)}:${networkOf(from)}`);
  if ((await attempts.count(subject, hour)) <= startsPerHour) return;
  throw new DreamError("too_many_requests", { retryAfterSeconds: Math.ceil((hour + hourMs - real) / secondMs) });
}

export function newBrowserSecret(): string {
  return randomBase62(secretDigits);
}

/** Whether a cookie holds what {@link newBrowserSecret} made. */
export function isBrowserSecret(text: string): boolean {
  return text.length === secretDigits && /^[0-9A-Za-z]+$/.test(text);
}

/** @throws DreamError `unknown_client` */
export async function findClient(
  clientId: string | undefined,
  { clients }: Pick<StartSignInDependencies, "clients">,
): Promise<SignInClient> {
  const client = clientId === undefined ? null : await clients.findClient(clientId);
  if (!client) throw new DreamError("unknown_client");
  return client;
}

/** Letter by letter: no other port, no slash more, no path below. @throws DreamError `redirect_uri_mismatch` */
export function requireRedirectUri(uri: string | undefined, { redirectUris }: SignInClient): string {
  if (uri === undefined || !redirectUris.includes(uri)) throw new DreamError("redirect_uri_mismatch");
  return uri;
}

/** What the standard knows and we have is granted; the rest is left out, and the token answer says so. */
function grantable(scope: string | undefined): SignInScope[] {
  const asked = new Set(scope?.split(" "));
  return signInScopes.filter((name) => asked.has(name));
}

function faultOf(query: AuthorizeQuery): { error: AuthorizationError; description: string } | null {
  const invalid = (description: string) => ({ error: "invalid_request" as const, description });
  if (query.response_type !== "code") {
    return { error: "unsupported_response_type", description: "response_type must be code" };
  }
  if (query.response_mode !== undefined && query.response_mode !== "query") {
    return invalid("response_mode must be query");
  }
  if (query.code_challenge_method !== "S256") return invalid("code_challenge_method must be S256");
  if (!challengeShape.test(query.code_challenge ?? "")) return invalid("code_challenge must be a SHA-256 in base64url");
  if (query.prompt !== undefined && !(signInPrompts as readonly string[]).includes(query.prompt)) {
    return invalid(`prompt must be one of ${signInPrompts.join(", ")}`);
  }
  return null;
}

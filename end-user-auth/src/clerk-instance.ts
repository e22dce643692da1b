/** The Clerk app that end users of a mode sign in with. */
import { type ClerkBackend, createClerkBackend, createFrontendProxy, createSessionVerifier } from "@dream-api/clerk";
import type { Mode, SignInClerk } from "@dream-api/contract";
import type { SignInProvider } from "@dream-api/domain";
import { requireSetting } from "@dream-api/http";
import type { Env } from "./env.ts";

export interface ClerkInstance {
  readonly backend: ClerkBackend;
  readonly provider: SignInProvider;
  /** What the pages are told of it. */
  readonly forPages: SignInClerk;
  /** Null where this Worker is not the proxy. */
  readonly proxy: ((request: Request) => Promise<Response>) | null;
}

/** Where this Worker stands in front of Clerk. */
export function proxyPathOf(mode: Mode): `/${string}` {
  return `/__clerk/${mode}`;
}

/** @throws Error naming the variable that is missing */
export function createClerkInstance(env: Env, mode: Mode, ownOrigin: string): ClerkInstance {
  const suffix = mode === "test" ? "TEST" : "LIVE";
  const secretKey = requireSetting(env, `CLERK_SECRET_KEY_${suffix}`);
  const publishableKey = requireSetting(env, `CLERK_PUBLISHABLE_KEY_${suffix}`);
  const proxyUrl = env[`CLERK_PROXY_URL_${suffix}`] || null;
  const issuer = env[`CLERK_ISSUER_${suffix}`];
  const path = proxyPathOf(mode);
  const backend = createClerkBackend({ secretKey });
  const verifySession = createSessionVerifier({
    jwtKey: requireSetting(env, `CLERK_JWT_KEY_${suffix}`),
    publishableKey,
    ...(issuer ? { issuer } : {}),
    authorizedParties: [ownOrigin],
  });
  return {
    backend,
    provider: { verifySession, findSession: backend.findSession, findUser: backend.findUser },
    forPages: { publishableKey, proxyUrl },
    proxy: proxyUrl === path ? createFrontendProxy({ path, publishableKey, secretKey }) : null,
  };
}

/** What the routes work with, made once per isolate from the environment. */
import type { Mode } from "@dream-api/contract";
import {
  type ApproveDependencies,
  type Clock,
  createSubjectHash,
  type EndSignInDependencies,
  type ExchangeDependencies,
  type LeaveDependencies,
  type RefreshDependencies,
  type StartSignInDependencies,
} from "@dream-api/domain";
import { oncePerEnvironment, requireSetting } from "@dream-api/http";
import {
  attemptCountStore,
  type Database,
  openDatabase,
  ownMemberships,
  pingDatabase,
  signInClients,
  signInStore,
  tenantMemberships,
} from "@dream-api/storage";
import {
  createIdTokenReader,
  createTokenSigner,
  createTokenVerifier,
  openSigningKeys,
  type PublicKey,
} from "@dream-api/tokens";
import { type ClerkInstance, createClerkInstance } from "./clerk-instance.ts";
import type { Env } from "./env.ts";

export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  /** Our own origin, without a slash at the end. */
  readonly issuer: string;
  readonly apiUrl: string;
  readonly clerk: Readonly<Record<Mode, ClerkInstance>>;
  readonly publicKeys: readonly PublicKey[];
  readonly signIn: SignInServices;
  /** The client that an ID token of ours was for, even when it is over; undefined for any other text. */
  readonly clientOfIdToken: (token: string) => Promise<string | undefined>;
  /** @throws when D1 does not answer */
  readonly pingDatabase: () => Promise<unknown>;
}

/** What the use cases of signing in, refreshing and leaving ask for. */
type SignInServices = StartSignInDependencies &
  ApproveDependencies &
  ExchangeDependencies &
  RefreshDependencies &
  EndSignInDependencies &
  LeaveDependencies;

/** @throws Error naming the variable that is missing or malformed */
export const servicesOf = oncePerEnvironment(createServices);

function createServices(env: Env, clock: Clock): Services {
  const database = openDatabase(env.DB);
  const issuer = readIssuer(env);
  const keys = openSigningKeys(requireSetting(env, "TOKEN_SIGNING_KEYS"));
  const clerk = {
    test: createClerkInstance(env, "test", issuer),
    live: createClerkInstance(env, "live", issuer),
  };
  const verifier = { publicKeys: keys.publicKeys, issuer };
  return {
    database,
    clock,
    issuer,
    apiUrl: requireSetting(env, "API_URL"),
    clerk,
    publicKeys: keys.publicKeys,
    clientOfIdToken: createIdTokenReader(verifier),
    signIn: {
      clients: signInClients(database),
      signIns: signInStore(database),
      memberships: tenantMemberships(database, () => clock().real),
      own: ownMemberships(database),
      signer: createTokenSigner({ keys, issuer }),
      verifyToken: createTokenVerifier(verifier),
      providerOf: (mode) => clerk[mode].provider,
      issuer,
      attempts: attemptCountStore(database),
      hashSubject: createSubjectHash(requireSetting(env, "TOKEN_SIGNING_KEYS")),
      clock,
    },
    pingDatabase: () => pingDatabase(database),
  };
}

function readIssuer(env: Env): string {
  const text = requireSetting(env, "END_USER_ISSUER");
  if (!URL.canParse(text) || new URL(text).origin !== text) {
    throw new Error("END_USER_ISSUER must be an origin: scheme and host, no slash at the end");
  }
  return text;
}

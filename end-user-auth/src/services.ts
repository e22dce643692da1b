/** What the routes work with, made once per isolate from the environment. */
import type { Mode } from "@dream-api/contract";
import type { Clock } from "@dream-api/domain";
import { requireSetting } from "@dream-api/http";
import { type Database, openDatabase, pingDatabase } from "@dream-api/storage";
import { createTokenSigner, openSigningKeys, type PublicKey } from "@dream-api/tokens";
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
  readonly signer: ReturnType<typeof createTokenSigner>;
  /** @throws when D1 does not answer */
  readonly pingDatabase: () => Promise<unknown>;
}

const servicesOfEnv = new WeakMap<Env, Services>();

/** @throws Error naming the variable that is missing or malformed */
export function servicesOf(env: Env, clock: Clock): Services {
  let services = servicesOfEnv.get(env);
  if (!services) {
    services = createServices(env, clock);
    servicesOfEnv.set(env, services);
  }
  return services;
}

function createServices(env: Env, clock: Clock): Services {
  const database = openDatabase(env.DB);
  const issuer = readIssuer(env);
  const keys = openSigningKeys(requireSetting(env, "TOKEN_SIGNING_KEYS"));
  return {
    database,
    clock,
    issuer,
    apiUrl: requireSetting(env, "API_URL"),
    clerk: {
      test: createClerkInstance(env, "test", issuer),
      live: createClerkInstance(env, "live", issuer),
    },
    publicKeys: keys.publicKeys,
    signer: createTokenSigner({ keys, issuer }),
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

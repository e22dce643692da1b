/**
 * Who may act for a project: whoever has a secret key that D1 knows, or the developer whose project it is. Keys need
 * nothing but D1; a session needs the settings of the developers' Clerk instance, which are read when one is shown.
 */
import { createSessionVerifier } from "@dream-api/clerk";
import { platformScopeOf, type VerifyDeveloper } from "@dream-api/domain";
import { type OwnerReaders, type PlatformReaders, type ReadKey, readOrigins, requireSetting } from "@dream-api/http";
import { type Database, developerDirectory, type tenantKeys } from "@dream-api/storage";
import type { Env } from "./env.ts";

interface KeyReaders {
  readonly database: Database;
  readonly readKey: ReadKey;
  readonly keys: Pick<ReturnType<typeof tenantKeys>, "findOwner">;
}

/** @throws Error from `verifyDeveloper`, naming the variable that is missing */
export function createOwnerReaders(env: Env, { database, readKey, keys }: KeyReaders): OwnerReaders & PlatformReaders {
  const directory = developerDirectory(database);
  return {
    async ownerOfKey(secretKey) {
      const key = await readKey(secretKey);
      if (key?.kind !== "sk") return null;
      const owner = await keys.findOwner(key.scope, key.lookup);
      return owner && { scope: key.scope, platform: platformScopeOf(owner.platformId), hint: owner.hint };
    },
    verifyDeveloper: createDeveloperVerifier(env),
    findPlatformOf: (clerkUserId) => directory.findPlatformOf(clerkUserId),
    ownerOfProject: ({ clerkUserId }, projectId) => directory.findOwner(clerkUserId, projectId),
  };
}

/** What has not even the form of a token is nobody's, whatever the settings. */
const tokenForm = /^[^.]+\.[^.]+\.[^.]+$/;

function createDeveloperVerifier(env: Env): VerifyDeveloper {
  let verify: VerifyDeveloper | undefined;
  return async (token) => {
    if (!tokenForm.test(token)) return null;
    verify ??= createSessionVerifier({
      jwtKey: requireSetting(env, "CLERK_JWT_KEY"),
      publishableKey: requireSetting(env, "CLERK_PUBLISHABLE_KEY"),
      ...(env.CLERK_ISSUER ? { issuer: env.CLERK_ISSUER } : {}),
      authorizedParties: readOrigins(env),
    });
    return verify(token);
  };
}

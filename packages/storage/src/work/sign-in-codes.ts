/**
 * Codes, each for one sign-in. The batch that deletes the code makes the sign-in, so there is no moment at which neither
 * is there: whoever comes second with a code finds what the first one began, and ends it.
 */
import type { IssuedCode, SignInFamily, SignInStore } from "@dream-api/domain";
import { and, eq, isNull } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, passesGuards } from "../d1/guard.ts";
import { refreshTokens, signInCodes, signInFamilies } from "../d1/schema/index.ts";
import { readScopes, scopeOfRow, writeScopes } from "./sign-in-rows.ts";

type Codes = Pick<SignInStore, "findCode" | "redeemCode" | "spendCode">;

export function signInCodeStore(database: Database): Codes {
  const deleteCode = (codeHash: string) => database.delete(signInCodes).where(eq(signInCodes.codeHash, codeHash));

  return discreet({
    async findCode(codeHash: string): Promise<IssuedCode | null> {
      const [row] = await database.select().from(signInCodes).where(eq(signInCodes.codeHash, codeHash));
      if (!row) return null;
      const { userId, clerkUserId, clerkSessionId, authenticatedAt, redirectUri, codeChallenge, nonce, expiresAt } =
        row;
      return {
        scope: scopeOfRow(row),
        clientId: row.publishableKey,
        scopes: readScopes(row.scopes),
        ...{ userId, clerkUserId, clerkSessionId, authenticatedAt, redirectUri, codeChallenge, nonce, expiresAt },
      };
    },

    redeemCode(family: SignInFamily, { codeHash, tokenHash }: { codeHash: string; tokenHash: string }) {
      const { scope, clientId, scopes, ...rest } = family;
      const { projectId, mode } = scope;
      const { familyId, createdAt } = family;
      return passesGuards(database, [
        deleteCode(codeHash),
        expectOneRow(database),
        database
          .insert(signInFamilies)
          .values({ codeHash, projectId, mode, publishableKey: clientId, scopes: writeScopes(scopes), ...rest }),
        database.insert(refreshTokens).values({ tokenHash, familyId, parentHash: null, createdAt }),
      ]);
    },

    async spendCode(codeHash: string, at: number) {
      await database.batch([
        deleteCode(codeHash),
        database
          .update(signInFamilies)
          .set({ revokedAt: at })
          .where(and(eq(signInFamilies.codeHash, codeHash), isNull(signInFamilies.revokedAt))),
      ]);
    },
  } satisfies Codes);
}

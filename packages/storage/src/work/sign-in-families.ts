/**
 * Sign-ins with their refresh tokens. A token is used by an UPDATE that only finds it unused, and stays until its
 * sign-in is over, so that a second use is seen.
 */
import type { Mode } from "@dream-api/contract";
import type { RefreshRecord, Rotation, Scope, SignInStore } from "@dream-api/domain";
import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, passesGuards } from "../d1/guard.ts";
import { endUsers, refreshTokens, signInCodes, signInFamilies, signInRequests } from "../d1/schema/index.ts";
import { readScopes, scopeOfRow } from "./sign-in-rows.ts";

type Families = Omit<
  SignInStore,
  "keepRequest" | "findRequest" | "endRequest" | "issueCode" | "findCode" | "redeemCode" | "spendCode"
>;

/** Looked at in one go: each has up to thousands of used tokens. */
const familiesAtOnce = 100;

export function signInFamilyStore(database: Database): Families {
  const revoke = async (which: SQL | undefined, at: number) => {
    await database
      .update(signInFamilies)
      .set({ revokedAt: at })
      .where(and(which, isNull(signInFamilies.revokedAt)));
  };

  const insertToken = (familyId: SQL, tokenHash: string, parentHash: string, at: number) =>
    database.insert(refreshTokens).values({ tokenHash, familyId, parentHash, createdAt: at });

  const familyOf = (tokenHash: string) => sql`(SELECT family_id FROM refresh_tokens WHERE token_hash = ${tokenHash})`;

  const isOfLivingFamily = sql`EXISTS (SELECT 1 FROM sign_in_families f
    WHERE f.family_id = ${refreshTokens}.family_id AND f.revoked_at IS NULL)`;

  return discreet({
    async findMemberProfile({ projectId, mode }: Scope, userId: string, clerkUserId: string) {
      const [row] = await database
        .select({ email: endUsers.email, name: endUsers.name })
        .from(endUsers)
        .where(
          and(
            eq(endUsers.projectId, projectId),
            eq(endUsers.mode, mode),
            eq(endUsers.userId, userId),
            eq(endUsers.clerkUserId, clerkUserId),
            eq(endUsers.status, "active"),
          ),
        );
      return row ?? null;
    },

    async findRefresh(tokenHash: string): Promise<RefreshRecord | null> {
      const [row] = await database
        .select({ family: signInFamilies, usedAt: refreshTokens.usedAt, retryHash: refreshTokens.retryHash })
        .from(refreshTokens)
        .innerJoin(signInFamilies, eq(signInFamilies.familyId, refreshTokens.familyId))
        .where(eq(refreshTokens.tokenHash, tokenHash));
      return row ? { ...row, family: familyOfRow(row.family) } : null;
    },

    rotate(tokenHash: string, { nextHash, retryHash, at }: Rotation): Promise<boolean> {
      return passesGuards(database, [
        database
          .update(refreshTokens)
          .set({ usedAt: at, retryHash })
          .where(and(eq(refreshTokens.tokenHash, tokenHash), isNull(refreshTokens.usedAt), isOfLivingFamily)),
        expectOneRow(database),
        insertToken(familyOf(tokenHash), nextHash, tokenHash, at),
      ]);
    },

    replaceNext(tokenHash: string, { nextHash, at }: Omit<Rotation, "retryHash">): Promise<boolean> {
      return passesGuards(database, [
        database
          .delete(refreshTokens)
          .where(and(eq(refreshTokens.parentHash, tokenHash), isNull(refreshTokens.usedAt), isOfLivingFamily)),
        expectOneRow(database),
        insertToken(familyOf(tokenHash), nextHash, tokenHash, at),
      ]);
    },

    revokeFamily: (familyId: string, at: number) => revoke(eq(signInFamilies.familyId, familyId), at),

    async findProfileOfFamily(familyId: string, at: number) {
      const [row] = await database
        .select({ email: endUsers.email, name: endUsers.name })
        .from(signInFamilies)
        .innerJoin(
          endUsers,
          and(
            eq(endUsers.projectId, signInFamilies.projectId),
            eq(endUsers.mode, signInFamilies.mode),
            eq(endUsers.userId, signInFamilies.userId),
            eq(endUsers.clerkUserId, signInFamilies.clerkUserId),
          ),
        )
        .where(
          and(
            eq(signInFamilies.familyId, familyId),
            isNull(signInFamilies.revokedAt),
            gt(signInFamilies.expiresAt, at),
          ),
        );
      return row ?? null;
    },

    revokeFamiliesOf: (mode: Mode, clerkUserId: string, at: number) =>
      revoke(and(eq(signInFamilies.clerkUserId, clerkUserId), eq(signInFamilies.mode, mode)), at),

    async purge(at: number, limit: number) {
      const over = sql`(SELECT family_id FROM sign_in_families WHERE expires_at <= ${at}
        ORDER BY expires_at LIMIT ${familiesAtOnce})`;
      const some = (table: string, which: SQL) =>
        sql`rowid IN (SELECT rowid FROM ${sql.raw(table)} WHERE ${which} LIMIT ${limit})`;
      const isWithoutTokens = sql`NOT EXISTS (SELECT 1 FROM refresh_tokens t
        WHERE t.family_id = ${signInFamilies}.family_id)`;
      const removed = await database.batch([
        database.delete(signInRequests).where(some("sign_in_requests", sql`expires_at <= ${at}`)),
        database.delete(signInCodes).where(some("sign_in_codes", sql`expires_at <= ${at}`)),
        database.delete(refreshTokens).where(some("refresh_tokens", sql`family_id IN ${over}`)),
        database.delete(signInFamilies).where(sql`family_id IN ${over} AND ${isWithoutTokens}`),
      ]);
      return removed.reduce((rows, { meta }) => rows + meta.changes, 0);
    },
  } satisfies Families);
}

function familyOfRow(row: typeof signInFamilies.$inferSelect): RefreshRecord["family"] {
  const { familyId, publishableKey, userId, clerkUserId, clerkSessionId, authenticatedAt, createdAt, expiresAt } = row;
  return {
    ...{ familyId, userId, clerkUserId, clerkSessionId, authenticatedAt, createdAt, expiresAt },
    scope: scopeOfRow(row),
    clientId: publishableKey,
    scopes: readScopes(row.scopes),
    isRevoked: row.revokedAt !== null,
  };
}

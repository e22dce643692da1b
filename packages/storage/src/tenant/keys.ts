/** Key pairs and their secrets: hashes and hints, never a secret. */
import type { Actor, KeyRoom, KeyStore, Scope, VerifiedKey } from "@dream-api/domain";
import { and, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { changeProject, revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow, refuseWhen } from "../d1/guard.ts";
import { apiKeys, apiSecrets, projects } from "../d1/schema/index.ts";
import { recordAuditOf } from "../platform/audit.ts";
import { tenantRepository } from "./repository.ts";

const revokedAlways = 0;

/** @param realNow the machine's time, for announcements and expiry */
export function tenantKeys(database: Database, realNow: () => number) {
  const inScope = (table: typeof apiKeys | typeof apiSecrets, scope: Scope) =>
    and(eq(table.projectId, scope.projectId), eq(table.mode, scope.mode));

  const isActive = (scope: Scope, publishableKey: string) =>
    and(inScope(apiKeys, scope), eq(apiKeys.publishableKey, publishableKey), isNull(apiKeys.revokedAt));

  /** Not deleted, and its developer has an account. */
  const isLiving = ({ projectId }: Scope) =>
    and(
      eq(projects.projectId, projectId),
      isNull(projects.deletedAt),
      sql`EXISTS (SELECT 1 FROM platforms o WHERE o.platform_id = ${projects.platformId} AND o.closed_at IS NULL)`,
    );

  const isFull = ({ projectId, mode }: Scope, room: KeyRoom): SQL => {
    const counted = "active" in room ? sql`AND revoked_at IS NULL` : sql``;
    const most = "active" in room ? room.active : room.ever;
    return sql`${most} <= (
      SELECT COUNT(*) FROM api_keys WHERE project_id = ${projectId} AND mode = ${mode} ${counted})`;
  };

  const audited = (scope: Scope, actor: Actor | undefined, action: string, detail: Record<string, unknown>) =>
    actor ? [recordAuditOf(database, scope, { actor, action, detail }, realNow())] : [];

  return tenantRepository({
    async addPair(scope, { publishableKey, label, secret, room, actor }) {
      const own = { projectId: scope.projectId, mode: scope.mode, publishableKey, createdAt: secret.createdAt };
      const rev = await changeProject(database, scope, realNow(), [
        refuseWhen(database, isFull(scope, room)),
        database.insert(apiKeys).values({ ...own, label, rev: revOf(scope) }),
        database
          .insert(apiSecrets)
          .values({ ...own, secretHash: secret.secretHash, hint: secret.hint, rev: revOf(scope) }),
        ...audited(scope, actor, "key.created", { publishableKey, label, hint: secret.hint }),
      ]);
      if (rev !== null) return rev;
      const [why] = await database.all<{ full: number }>(sql`SELECT ${isFull(scope, room)} AS full`);
      return why?.full === 1 ? "full" : null;
    },

    addSecret(scope, { publishableKey, secret, othersExpireAt, actor }) {
      const { projectId, mode } = scope;
      const endsLater = or(isNull(apiSecrets.expiresAt), gt(apiSecrets.expiresAt, othersExpireAt));
      return changeProject(database, scope, realNow(), [
        database
          .update(apiKeys)
          .set({ rev: revOf(scope) })
          .where(isActive(scope, publishableKey)),
        expectOneRow(database),
        database
          .update(apiSecrets)
          .set({ expiresAt: othersExpireAt, rev: revOf(scope) })
          .where(and(inScope(apiSecrets, scope), eq(apiSecrets.publishableKey, publishableKey), endsLater)),
        database.insert(apiSecrets).values({ projectId, mode, publishableKey, ...secret, rev: revOf(scope) }),
        ...audited(scope, actor, "key.rotated", { publishableKey, hint: secret.hint }),
      ]);
    },

    revokePair(scope, { publishableKey, at, actor }) {
      return changeProject(database, scope, realNow(), [
        database
          .update(apiKeys)
          .set({ revokedAt: at, rev: revOf(scope) })
          .where(isActive(scope, publishableKey)),
        expectOneRow(database),
        database
          .update(apiSecrets)
          .set({ expiresAt: revokedAlways, rev: revOf(scope) })
          .where(and(inScope(apiSecrets, scope), eq(apiSecrets.publishableKey, publishableKey))),
        ...audited(scope, actor, "key.revoked", { publishableKey }),
      ]);
    },

    /** Whose a genuine secret is, and its hint; null when it does not work any more. */
    async findOwner(scope: Scope, secretHash: string): Promise<{ platformId: string; hint: string } | null> {
      const [found] = await database
        .select({ platformId: projects.platformId, hint: apiSecrets.hint })
        .from(apiSecrets)
        .innerJoin(projects, isLiving(scope))
        .where(
          and(
            inScope(apiSecrets, scope),
            eq(apiSecrets.secretHash, secretHash),
            or(isNull(apiSecrets.expiresAt), gt(apiSecrets.expiresAt, realNow())),
          ),
        );
      return found ?? null;
    },

    /** Whether a genuine key still works. What the Meter answers for its calls, asked of D1 for all others. */
    async isKeyValid(scope: Scope, key: VerifiedKey): Promise<boolean> {
      const found =
        key.kind === "pk"
          ? await database
              .select({ key: apiKeys.publishableKey })
              .from(apiKeys)
              .innerJoin(projects, isLiving(scope))
              .where(isActive(scope, key.lookup))
          : await database
              .select({ key: apiSecrets.secretHash })
              .from(apiSecrets)
              .innerJoin(projects, isLiving(scope))
              .where(
                and(
                  inScope(apiSecrets, scope),
                  eq(apiSecrets.secretHash, key.lookup),
                  or(isNull(apiSecrets.expiresAt), gt(apiSecrets.expiresAt, realNow())),
                ),
              );
      return found.length === 1;
    },
  } satisfies KeyStore & Record<string, unknown>);
}

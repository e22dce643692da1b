/** A project in both modes, for what is put live: read as one, written in one batch. */
import {
  type CarriedSettings,
  type Catalogue,
  type CatalogueContent,
  type PromotionState,
  type PromotionStore,
  type PromotionWrite,
  type Scope,
  type Snapshot,
  scopeOf,
} from "@dream-api/domain";
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { leaveAnnouncement } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { apiKeys, catalogueSnapshots, platforms, products, projectModes, projects, tiers } from "../d1/schema/index.ts";
import { recordAudit } from "../platform/audit.ts";
import { askForSync } from "./ask-for-sync.ts";
import { productOf, putProduct, putTier, tierOf } from "./catalogue-editing.ts";
import { connectedAccountOf } from "./connection-of.ts";
import { tenantRepository } from "./repository.ts";

const keptColumns = { id: catalogueSnapshots.id, catalogue: catalogueSnapshots.catalogue };
type KeptSnapshot = Pick<typeof catalogueSnapshots.$inferSelect, keyof typeof keptColumns>;

export function tenantPromotions(database: Database, realNow: () => number) {
  return tenantRepository({
    async read(scope: Scope): Promise<PromotionState | null> {
      const { projectId } = scope;
      const live = scopeOf(scope.projectId, "live");
      const [owners, modes, tierRows, productRows, liveKeys, last, before] = await database.batch([
        database
          .select({
            platformId: projects.platformId,
            type: projects.type,
            currency: projects.currency,
            coveredUntil: platforms.coveredUntil,
            liveAccount: connectedAccountOf(live).as("live_account"),
          })
          .from(projects)
          .innerJoin(platforms, eq(platforms.platformId, projects.platformId))
          .where(and(eq(projects.projectId, projectId), isNull(projects.deletedAt))),
        database.select().from(projectModes).where(eq(projectModes.projectId, projectId)),
        database
          .select()
          .from(tiers)
          .where(eq(tiers.projectId, projectId))
          .orderBy(asc(tiers.position), asc(tiers.name)),
        database
          .select()
          .from(products)
          .where(eq(products.projectId, projectId))
          .orderBy(asc(products.position), asc(products.name)),
        database
          .select({ key: apiKeys.publishableKey })
          .from(apiKeys)
          .where(and(eq(apiKeys.projectId, projectId), eq(apiKeys.mode, "live")))
          .limit(1),
        database
          .select(keptColumns)
          .from(catalogueSnapshots)
          .where(eq(catalogueSnapshots.id, lastOf(projectId))),
        database
          .select(keptColumns)
          .from(catalogueSnapshots)
          .where(eq(catalogueSnapshots.id, beforeOf(projectId))),
      ]);
      const [owner] = owners;
      const test = modes.find(({ mode }) => mode === "test");
      if (!owner || !test) return null;
      const catalogueOf = ({ mode, catalogueRev }: typeof test): Catalogue => ({
        platformId: owner.platformId,
        type: owner.type,
        currency: owner.currency,
        rev: catalogueRev,
        tiers: tierRows.filter((row) => row.mode === mode).map(tierOf),
        products: productRows.filter((row) => row.mode === mode).map(productOf),
      });
      const promoted = modes.find(({ mode }) => mode === "live");
      return {
        platformId: owner.platformId,
        coveredUntil: owner.coveredUntil,
        isLiveConnected: owner.liveAccount !== null,
        test: catalogueOf(test),
        testSettings: settingsOf(test),
        live: promoted ? catalogueOf(promoted) : null,
        liveKeyCount: liveKeys.length,
        last: snapshotOf(last),
        before: snapshotOf(before),
      };
    },

    async write(scope: Scope, write: PromotionWrite): Promise<number | null> {
      const { projectId } = scope;
      const { basis, change, content, restores } = write;
      const live = scopeOf(scope.projectId, "live");
      const now = realNow();
      try {
        const [bumped] = await database.batch([
          basis.liveRev === null ? beginLive(live, write, now) : bumpLive(live, basis.liveRev, now),
          expectOneRow(database),
          ...(basis.testRev === null ? [] : expectTest(scope, basis.testRev)),
          ...change.tiers.map((tier) => putTier(database, live, tier)),
          ...change.products.map((product) => putProduct(database, live, product)),
          database.insert(catalogueSnapshots).values({
            projectId,
            reason: restores === null ? "promotion" : "rollback",
            catalogue: { ...content, restores },
            createdAt: now,
          }),
          database.delete(catalogueSnapshots).where(isLongPast(projectId)),
          recordAudit(database, write.audit, now),
          leaveAnnouncement(database, live, now),
          askForSync(database, live, now),
        ]);
        return bumped[0]?.rev ?? null;
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
    },
  } satisfies PromotionStore & Record<string, unknown>);

  function beginLive({ projectId, mode }: Scope, { settings }: PromotionWrite, promotedAt: number) {
    return database
      .insert(projectModes)
      .values({ ...settings, projectId, mode, promotedAt })
      .onConflictDoNothing()
      .returning({ rev: projectModes.rev });
  }

  function bumpLive(live: Scope, liveRev: number, promotedAt: number) {
    return database
      .update(projectModes)
      .set({
        rev: sql`${projectModes.rev} + 1`,
        catalogueRev: sql`${projectModes.catalogueRev} + 1`,
        promotedAt,
      })
      .where(isAt(live, liveRev))
      .returning({ rev: projectModes.rev });
  }

  /** Changes nothing, and fails the batch when test is not what it was, or the project is gone. */
  function expectTest(test: Scope, testRev: number) {
    return [
      database.update(projectModes).set({ catalogueRev: testRev }).where(isAt(test, testRev)),
      expectOneRow(database),
    ] as const;
  }
}

function isAt({ projectId, mode }: Scope, catalogueRev: number) {
  const isThere = sql`EXISTS (SELECT 1 FROM ${projects} WHERE project_id = ${projectId} AND deleted_at IS NULL)`;
  return and(
    eq(projectModes.projectId, projectId),
    eq(projectModes.mode, mode),
    eq(projectModes.catalogueRev, catalogueRev),
    isThere,
  );
}

/** As many as anybody would go back to. */
const keptSnapshots = 100;

function isLongPast(projectId: string): SQL {
  return sql`project_id = ${projectId} AND id <= (
    SELECT id FROM catalogue_snapshots WHERE project_id = ${projectId} ORDER BY id DESC LIMIT 1 OFFSET ${keptSnapshots})`;
}

function lastOf(projectId: string): SQL {
  return sql`(SELECT MAX(id) FROM catalogue_snapshots WHERE project_id = ${projectId})`;
}

/** The promotion that stands after a snapshot: after a rollback the one that it went back to. */
function standingAfter(snapshot: SQL): SQL {
  return sql`(SELECT COALESCE(catalogue ->> 'restores', id) FROM catalogue_snapshots WHERE id = ${snapshot})`;
}

/** The promotion that stood when the one that stands now was made. */
function beforeOf(projectId: string): SQL {
  return standingAfter(sql`(
    SELECT MAX(id) FROM catalogue_snapshots
    WHERE project_id = ${projectId} AND id < ${standingAfter(lastOf(projectId))})`);
}

function snapshotOf([row]: readonly KeptSnapshot[]): Snapshot | null {
  return row ? { id: row.id, content: row.catalogue as unknown as CatalogueContent } : null;
}

function settingsOf(row: typeof projectModes.$inferSelect): CarriedSettings {
  const { allowedOrigins, redirectUris, successUrl, cancelUrl, returnUrl, brandName, brandColour, brandLogoUrl } = row;
  return { allowedOrigins, redirectUris, successUrl, cancelUrl, returnUrl, brandName, brandColour, brandLogoUrl };
}

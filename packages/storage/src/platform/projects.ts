/** A developer's projects: read, changed and ended, each change with its entry in the audit log. */
import type {
  Actor,
  CataloguePrice,
  Deletion,
  PlatformScope,
  ProjectId,
  ProjectOverview,
  ProjectStore,
  SettingsChange,
} from "@dream-api/domain";
import { and, asc, desc, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { platforms, prices, projectModes, projects, stripeConnections, subscriptions } from "../d1/schema/index.ts";
import { endProject } from "../tenant/end-project.ts";
import { recordAudit } from "./audit.ts";
import { readProjectOverviews } from "./project-overviews.ts";
import { platformRepository } from "./repository.ts";

export function platformProjects(database: Database, realNow: () => number) {
  const isOwn = ({ platformId }: PlatformScope, projectId: ProjectId) =>
    and(eq(projects.projectId, projectId), eq(projects.platformId, platformId), isNull(projects.deletedAt));

  const find = async (platform: PlatformScope, projectId: ProjectId) =>
    (await readProjectOverviews(database, platform, realNow(), projectId))[0] ?? null;

  return platformRepository({
    list: (platform: PlatformScope): Promise<ProjectOverview[]> => readProjectOverviews(database, platform, realNow()),

    find,

    async coveredUntil({ platformId }: PlatformScope): Promise<number | null> {
      const [row] = await database
        .select({ coveredUntil: platforms.coveredUntil })
        .from(platforms)
        .where(eq(platforms.platformId, platformId));
      return row?.coveredUntil ?? null;
    },

    /** On the accounts that are connected now; the current price of each tier or product first. */
    listPrices({ platformId }: PlatformScope, projectId: ProjectId): Promise<CataloguePrice[]> {
      const { mode, kind, name, stripePriceId, unitAmount, currency, interval, active } = getTableColumns(prices);
      return database
        .select({ mode, kind, name, stripePriceId, unitAmount, currency, interval, isCurrent: active })
        .from(prices)
        .innerJoin(projects, and(eq(projects.projectId, prices.projectId), eq(projects.platformId, platformId)))
        .innerJoin(
          stripeConnections,
          and(
            eq(stripeConnections.platformId, platformId),
            eq(stripeConnections.mode, prices.mode),
            eq(stripeConnections.stripeAccountId, prices.stripeAccountId),
          ),
        )
        .where(eq(prices.projectId, projectId))
        .orderBy(asc(prices.mode), asc(prices.name), desc(prices.active), desc(prices.createdAt));
    },

    async changeSettings(
      platform: PlatformScope,
      projectId: ProjectId,
      { name, mode, settings }: SettingsChange,
      actor: Actor,
    ): Promise<boolean> {
      const columns = settings as Partial<typeof projectModes.$inferInsert>;
      const detail = { ...(name === undefined ? {} : { name }), ...settings };
      const { platformId } = platform;
      const entry = { platformId, projectId, mode, actor, action: "project.changed", detail };
      return passesGuards(
        database.batch([
          database
            .update(projects)
            .set({ name: name ?? sql`${projects.name}` })
            .where(isOwn(platform, projectId)),
          expectOneRow(database),
          database
            .update(projectModes)
            .set({ ...columns, rev: sql`${projectModes.rev}` })
            .where(and(eq(projectModes.projectId, projectId), eq(projectModes.mode, mode))),
          expectOneRow(database),
          recordAudit(database, entry, realNow()),
        ]),
      );
    },

    async end(platform: PlatformScope, projectId: ProjectId, name: string, actor: Actor): Promise<Deletion> {
      const { platformId } = platform;
      try {
        const isTheirs = and(eq(projects.platformId, platformId), eq(projects.name, name));
        const [, , revs] = await database.batch([
          ...endProject(database, projectId, realNow(), and(isTheirs, sql`NOT ${sellsOn(projectId)}`)),
          recordAudit(
            database,
            { platformId, projectId, actor, action: "project.deleted", detail: { name } },
            realNow(),
          ),
        ]);
        return { outcome: "deleted", revs };
      } catch (error) {
        if (!isGuardFailure(error)) throw error;
      }
      const [row] = await database.select({ name: projects.name }).from(projects).where(isOwn(platform, projectId));
      if (!row) return { outcome: "not_found" };
      return { outcome: row.name === name ? "has_subscribers" : "other_name" };
    },
  } satisfies ProjectStore & Record<string, unknown>);
}

/** Whether Stripe goes on charging people in live mode: then somebody has to end that first. */
function sellsOn(projectId: ProjectId) {
  return sql`EXISTS (SELECT 1 FROM ${subscriptions} WHERE project_id = ${projectId} AND mode = 'live'
    AND duplicate_of IS NULL AND status NOT IN ('canceled', 'incomplete_expired'))`;
}

async function passesGuards(batch: Promise<unknown>): Promise<boolean> {
  try {
    await batch;
    return true;
  } catch (error) {
    if (isGuardFailure(error)) return false;
    throw error;
  }
}

/** A platform's projects with all that a developer sees of them, in one batch whatever their number. */
import type { KeyOverview, ModeOverview, PlatformScope, ProjectId, ProjectOverview } from "@dream-api/domain";
import { and, asc, desc, eq, getTableColumns, gt, isNull, or, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { apiKeys, apiSecrets, projectModes, projects, stripeConnections } from "../d1/schema/index.ts";

const itemCount = sql<number>`CASE ${projects.type} WHEN 'saas'
  THEN (SELECT COUNT(*) FROM tiers t WHERE t.project_id = project_modes.project_id
    AND t.mode = project_modes.mode AND t.archived_at IS NULL)
  ELSE (SELECT COUNT(*) FROM products p WHERE p.project_id = project_modes.project_id
    AND p.mode = project_modes.mode AND p.archived_at IS NULL)
  END`;

const customerCount = sql<number>`(SELECT COUNT(*) FROM end_users u
  WHERE u.project_id = project_modes.project_id AND u.mode = project_modes.mode AND u.status <> 'erased')`;

const hasSold = sql`EXISTS (SELECT 1 FROM orders o
  WHERE o.project_id = project_modes.project_id AND o.mode = project_modes.mode AND o.paid_at IS NOT NULL)`
  .mapWith(Boolean)
  .as("has_sold");

/**
 * @param realNow by which a secret has ended
 * @param projectId one of them; absent is all
 */
export async function readProjectOverviews(
  database: Database,
  platform: PlatformScope,
  realNow: number,
  projectId?: ProjectId,
): Promise<ProjectOverview[]> {
  const [ownProjects, ...rows] = await database.batch(questions(database, platform, realNow, projectId));
  const [modes, keys, secrets, connections] = rows;
  return ownProjects.map(({ projectId: id, name, type, currency, createdAt }) => {
    const modeOf = (mode: "test" | "live"): ModeOverview | null => {
      const isHere = (row: { projectId: string; mode: string }) => row.projectId === id && row.mode === mode;
      const row = modes.find(isHere);
      if (!row) return null;
      const stripe = connections.find((connection) => connection.mode === mode)?.status ?? "not_connected";
      return { ...settingsOf(row), stripe, keys: keys.filter(isHere).map((key) => keyOf(key, secrets)) };
    };
    const shown = { name, type, currency, createdAt };
    return { projectId: id as ProjectId, ...shown, modes: { test: modeOf("test"), live: modeOf("live") } };
  });
}

function questions(database: Database, { platformId }: PlatformScope, realNow: number, projectId?: ProjectId) {
  const own = and(
    eq(projects.platformId, platformId),
    isNull(projects.deletedAt),
    projectId === undefined ? undefined : eq(projects.projectId, projectId),
  );
  const stillWorks = or(isNull(apiSecrets.expiresAt), gt(apiSecrets.expiresAt, realNow));
  return [
    database.select().from(projects).where(own).orderBy(asc(projects.createdAt), asc(projects.projectId)),
    database
      .select({ ...getTableColumns(projectModes), itemCount, customerCount, hasSold })
      .from(projectModes)
      .innerJoin(projects, eq(projects.projectId, projectModes.projectId))
      .where(own),
    database
      .select(getTableColumns(apiKeys))
      .from(apiKeys)
      .innerJoin(projects, eq(projects.projectId, apiKeys.projectId))
      .where(own)
      .orderBy(asc(apiKeys.createdAt), asc(apiKeys.publishableKey)),
    database
      .select(getTableColumns(apiSecrets))
      .from(apiSecrets)
      .innerJoin(projects, eq(projects.projectId, apiSecrets.projectId))
      .where(and(own, stillWorks))
      .orderBy(desc(apiSecrets.createdAt), asc(apiSecrets.secretHash)),
    database
      .select({ mode: stripeConnections.mode, status: stripeConnections.status })
      .from(stripeConnections)
      .where(eq(stripeConnections.platformId, platformId)),
  ] as const;
}

type ModeRow = typeof projectModes.$inferSelect & Pick<ModeOverview, "itemCount" | "customerCount" | "hasSold">;

function settingsOf(row: ModeRow): Omit<ModeOverview, "stripe" | "keys"> {
  const { projectId: _project, mode: _mode, rev: _rev, catalogueRev: _catalogue, ...shown } = row;
  const { portalConfigurationId: _portal, ...settings } = shown;
  return settings;
}

function keyOf(key: typeof apiKeys.$inferSelect, secrets: (typeof apiSecrets.$inferSelect)[]): KeyOverview {
  const { publishableKey, label, createdAt, revokedAt } = key;
  const own = secrets.filter((secret) => secret.publishableKey === publishableKey);
  return {
    publishableKey,
    label,
    createdAt,
    revokedAt,
    secrets: own.map(({ hint, createdAt: madeAt, expiresAt, lastUsedAt }) => ({
      hint,
      createdAt: madeAt,
      expiresAt,
      lastUsedAt,
    })),
  };
}

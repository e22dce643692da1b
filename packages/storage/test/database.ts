/** A real D1 for a test file, migrated, without any Worker around it. */
import { type ChangedBy, newProjectId, platformScopeOf, type Scope, scopeOf } from "@dream-api/domain";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll } from "vitest";
import { migrate } from "../../../scripts/local/migrate.ts";
import { type Database, openDatabase, tenantProjects } from "../src/index.ts";

export const now = () => 1_800_000_000_000;

/** Who stands in the audit log for what a test does. */
export const changedBy: ChangedBy = {
  platform: platformScopeOf("plt_test"),
  actor: { name: "system", requestId: null },
};

export function useDatabase(): { readonly database: Database } {
  let miniflare: Miniflare | undefined;
  let database: Database | undefined;
  beforeAll(async () => {
    miniflare = new Miniflare(
      convertV4MiniflareOptions({
        modules: true,
        script: "export default { fetch: () => new Response() }",
        compatibilityDate: "2026-10-20",
        d1Databases: ["DB"],
        cf: false,
      }),
    );
    const d1 = (await miniflare.getD1Database("DB")) as never;
    await migrate(d1);
    database = openDatabase(d1);
  });
  afterAll(async () => {
    await miniflare?.dispose();
  });
  return {
    get database() {
      if (!database) throw new Error("The database is only there inside tests");
      return database;
    },
  };
}

/** A SaaS project of its own for a test. */
export async function makeProject(database: Database): Promise<Scope> {
  const scope = scopeOf(newProjectId(), "test");
  await tenantProjects(database, now).createProject(scope, {
    platformId: `plt_${scope.projectId}`,
    name: "A project",
    type: "saas",
    currency: "usd",
    tiers: [
      {
        name: "free",
        displayName: "Free",
        unitAmount: 0,
        interval: "month",
        limit: 100,
        rateLimitPerMinute: 100,
        features: [],
        popular: false,
        trialDays: 0,
      },
    ],
  });
  return scope;
}

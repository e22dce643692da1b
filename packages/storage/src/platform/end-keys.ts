/** All keys of a platform's projects end, as statements for a batch that bumped the projects before. */
import { and, inArray, isNull, sql } from "drizzle-orm";
import { projectsOf } from "../d1/change-platform.ts";
import type { Database } from "../d1/database.ts";
import { apiKeys, apiSecrets } from "../d1/schema/index.ts";

export function endKeysOf(database: Database, platformId: string, realNow: number) {
  const rev = sql`(SELECT rev FROM project_modes m WHERE m.project_id = api_keys.project_id AND m.mode = api_keys.mode)`;
  return database
    .update(apiKeys)
    .set({ revokedAt: realNow, rev })
    .where(and(isNull(apiKeys.revokedAt), inArray(apiKeys.projectId, projectsOf(database, platformId))));
}

/** 0 is revoked for ever, whatever a machine's clock says. */
export function endSecretsOf(database: Database, platformId: string) {
  const rev = sql`(
    SELECT rev FROM project_modes m WHERE m.project_id = api_secrets.project_id AND m.mode = api_secrets.mode)`;
  return database
    .update(apiSecrets)
    .set({ expiresAt: 0, rev })
    .where(inArray(apiSecrets.projectId, projectsOf(database, platformId)));
}

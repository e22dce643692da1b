/** What `GET /me` shows beside the account itself. */
import type { PlatformScope } from "@dream-api/domain";
import { and, count, desc, eq, isNull, sum } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { assets, notices, projects } from "../d1/schema/index.ts";
import { platformRepository } from "./repository.ts";

export function platformAccountView(database: Database) {
  return platformRepository({
    async readUse({ platformId }: PlatformScope): Promise<{ projects: number; assetBytes: number }> {
      const [[owned], [stored]] = await database.batch([
        database
          .select({ projects: count() })
          .from(projects)
          .where(and(eq(projects.platformId, platformId), isNull(projects.deletedAt))),
        database
          .select({ bytes: sum(assets.bytes) })
          .from(assets)
          .where(eq(assets.platformId, platformId)),
      ]);
      return { projects: owned?.projects ?? 0, assetBytes: Number(stored?.bytes ?? 0) };
    },

    /** The newest that stand. */
    listStandingNotices({ platformId }: PlatformScope, limit: number) {
      return database
        .select()
        .from(notices)
        .where(and(eq(notices.platformId, platformId), isNull(notices.dismissedAt)))
        .orderBy(desc(notices.id))
        .limit(limit);
    },
  });
}

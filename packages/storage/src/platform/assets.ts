/** Which images a platform has in R2, and how much room they take. */
import type { Actor, AssetEntry, AssetStore, PlatformScope } from "@dream-api/domain";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { assets } from "../d1/schema/index.ts";
import { recordAudit } from "./audit.ts";
import { platformRepository } from "./repository.ts";

export function platformAssets(database: Database, realNow: () => number) {
  return platformRepository({
    async reserve(
      { platformId }: PlatformScope,
      { assetKey, mediaType, byteLength }: AssetEntry,
      quotaBytes: number,
      actor: Actor,
    ): Promise<boolean> {
      const detail = { assetKey, mediaType, bytes: byteLength };
      try {
        await database.batch([
          database.insert(assets).select(sql`
            SELECT ${assetKey}, ${platformId}, ${mediaType}, ${byteLength}, ${realNow()}, 0, NULL
            WHERE (SELECT COALESCE(SUM(bytes), 0) FROM assets WHERE platform_id = ${platformId}) + ${byteLength}
              <= ${quotaBytes}`),
          expectOneRow(database),
          recordAudit(database, { platformId, actor, action: "asset.uploaded", detail }, realNow()),
        ]);
        return true;
      } catch (error) {
        if (isGuardFailure(error)) return false;
        throw error;
      }
    },

    async release({ platformId }: PlatformScope, assetKey: string): Promise<void> {
      await database.delete(assets).where(and(eq(assets.assetKey, assetKey), eq(assets.platformId, platformId)));
    },
  } satisfies AssetStore & Record<string, unknown>);
}

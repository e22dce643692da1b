/** Which images are shown by a project of their owner. */
import type { AssetSweepDependencies, CheckedAsset } from "@dream-api/domain";
import { eq, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { assets } from "../d1/schema/index.ts";

/** By the name of the image, which nobody can guess. What a rollback would bring back counts too. */
const isShown = sql`EXISTS (
  SELECT 1 FROM projects p WHERE p.platform_id = assets.platform_id AND p.deleted_at IS NULL AND (
    EXISTS (SELECT 1 FROM products x WHERE x.project_id = p.project_id AND instr(x.image_url, asset_key) > 0)
    OR EXISTS (SELECT 1 FROM project_modes m WHERE m.project_id = p.project_id AND instr(m.brand_logo_url, asset_key) > 0)
    OR EXISTS (SELECT 1 FROM catalogue_snapshots s WHERE s.project_id = p.project_id AND instr(s.catalogue, asset_key) > 0)))`;

type AssetUse = AssetSweepDependencies["assetUse"];

export function assetUse(database: Database): AssetUse {
  return discreet({
    async check({ at, checkedBefore }, limit) {
      return database.all<CheckedAsset>(sql`
        UPDATE assets SET checked_at = ${at}, unused_since = iif(${isShown}, NULL, coalesce(unused_since, ${at}))
        WHERE rowid IN (SELECT rowid FROM assets WHERE checked_at < ${checkedBefore} ORDER BY checked_at LIMIT ${limit})
        RETURNING asset_key AS assetKey, unused_since AS unusedSince`);
    },
    async forget(assetKey) {
      await database.delete(assets).where(eq(assets.assetKey, assetKey));
    },
  } satisfies AssetUse);
}

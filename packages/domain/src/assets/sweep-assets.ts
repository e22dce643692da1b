/** Deletes images that no product, logo or snapshot has shown for 30 days; nobody else is told of their names. */
import { type Clock, dayMs } from "../clock.ts";
import { sweepWithinMs } from "../work/retention.ts";

export interface CheckedAsset {
  readonly assetKey: string;
  /** Real time; null while something shows it. */
  readonly unusedSince: number | null;
}

export interface AssetSweepDependencies {
  readonly assetUse: {
    /** Looks anew at those that were not looked at since `checkedBefore`, the longest first. */
    check(times: { at: number; checkedBefore: number }, limit: number): Promise<CheckedAsset[]>;
    /** Behind the image itself, so that one whose deletion failed is found again. */
    forget(assetKey: string): Promise<void>;
  };
  readonly assetObjects: { remove(assetKey: string): Promise<void> };
  readonly clock: Clock;
}

const graceMs = 30 * dayMs;
const checkedAtOnce = 100;

/** Looks at each image once a day. */
export async function sweepAssets({ assetUse, assetObjects, clock }: AssetSweepDependencies): Promise<void> {
  const at = clock().real;
  for (;;) {
    const checked = await assetUse.check({ at, checkedBefore: at - dayMs }, checkedAtOnce);
    for (const { assetKey, unusedSince } of checked) {
      if (unusedSince === null || unusedSince > at - graceMs) continue;
      await assetObjects.remove(assetKey);
      await assetUse.forget(assetKey);
    }
    if (checked.length < checkedAtOnce || clock().real >= at + sweepWithinMs) return;
  }
}

/** How much one platform may have. `GET /me` tells them; whoever adds something asks first. */
import { bodyLimits } from "@dream-api/contract";

export const quotas = {
  projects: 50,
  keyPairsPerMode: 20,
  bytesPerAsset: bodyLimits.assetBytes,
  assetBytes: 200 * 1024 * 1024,
} as const;

/** How much one platform may have. `GET /me` tells them; whoever adds something asks first. */
export const quotas = {
  projects: 50,
  keyPairsPerMode: 20,
  bytesPerAsset: 5 * 1024 * 1024,
  assetBytes: 200 * 1024 * 1024,
} as const;

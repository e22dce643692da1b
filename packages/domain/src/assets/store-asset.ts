/** Images that developers upload: cleaned, kept under a name that nobody can guess, and never changed after that. */
import type { ImageMediaType } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import { quotas } from "../platforms/quotas.ts";
import { randomBase62 } from "../random.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Actor } from "../work/audit.ts";
import { cleanImage } from "./clean-image.ts";

export interface AssetEntry {
  readonly assetKey: string;
  readonly mediaType: ImageMediaType;
  readonly byteLength: number;
}

export interface AssetStore {
  /** @returns false when the platform's assets would then be more than `quotaBytes`, also with others at the same time */
  reserve(platform: PlatformScope, entry: AssetEntry, quotaBytes: number, actor: Actor): Promise<boolean>;
  release(platform: PlatformScope, assetKey: string): Promise<void>;
}

export interface AssetObjects {
  /** @throws DreamError `storage_unavailable` */
  put(assetKey: string, mediaType: ImageMediaType, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

export interface AssetDependencies {
  readonly assets: AssetStore;
  readonly assetObjects: AssetObjects;
  readonly actor: Actor;
}

const endings: Record<ImageMediaType, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/avif": "avif",
};

/** 160 bits. */
const keyDigits = 27;
const keyShape = /^[0-9A-Za-z]{27}\.(png|jpg|webp|avif)$/;

export function isAssetKey(text: string): boolean {
  return keyShape.test(text);
}

/** @throws DreamError `body_too_large`, `unsupported_image`, `asset_quota_reached`, `storage_unavailable` */
export async function storeAsset(
  platform: PlatformScope,
  upload: Uint8Array,
  { assets, assetObjects, actor }: AssetDependencies,
): Promise<{ assetKey: string }> {
  if (upload.byteLength > quotas.bytesPerAsset) throw new DreamError("body_too_large");
  const image = cleanImage(upload);
  if (!image) throw new DreamError("unsupported_image");
  const { mediaType, bytes } = image;
  const assetKey = `${randomBase62(keyDigits)}.${endings[mediaType]}`;
  const entry = { assetKey, mediaType, byteLength: bytes.byteLength };
  if (!(await assets.reserve(platform, entry, quotas.assetBytes, actor))) throw new DreamError("asset_quota_reached");
  try {
    await assetObjects.put(assetKey, mediaType, bytes);
  } catch (error) {
    await assets.release(platform, assetKey);
    throw error;
  }
  return { assetKey };
}

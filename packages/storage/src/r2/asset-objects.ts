/** Images themselves, in R2. Who owns one stands in D1; to read one its name is enough. */
import type { R2Bucket, R2ObjectBody } from "@cloudflare/workers-types";
import { type AssetObjects, DreamError } from "@dream-api/domain";

export interface AssetBucket extends AssetObjects {
  /** Null when there is none. @throws DreamError `storage_unavailable` */
  get(assetKey: string): Promise<R2ObjectBody | null>;
  /** Also when there is none. @throws DreamError `storage_unavailable` */
  remove(assetKey: string): Promise<void>;
}

export function assetBucket(bucket: R2Bucket): AssetBucket {
  return {
    async put(assetKey, mediaType, bytes) {
      await available(bucket.put(assetKey, bytes, { httpMetadata: { contentType: mediaType } }));
    },
    remove: (assetKey) => available(bucket.delete(assetKey)),
    get: (assetKey) => available(bucket.get(assetKey)),
  };
}

async function available<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    throw new DreamError("storage_unavailable", {}, { cause });
  }
}

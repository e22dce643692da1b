/** Images of developers: logos and pictures of products. */
import * as z from "zod";
import { errorsOf, idempotencyErrors, sessionErrors } from "./developer-errors.ts";
import { bodyLimits, endpoint } from "./endpoint.ts";

export const imageMediaTypes = ["image/png", "image/jpeg", "image/webp", "image/avif"] as const;
export type ImageMediaType = (typeof imageMediaTypes)[number];

export const uploadAsset = endpoint({
  operationId: "uploadAsset",
  method: "POST",
  path: "/upload-asset",
  who: ["D"],
  tag: "Assets",
  summary: "Upload an image",
  description:
    "Raw, or as the one file of a form. PNG, JPEG, WebP or AVIF up to 5 MB, judged by its content. One that no product " +
    "and no logo has shown for 30 days is deleted.",
  headers: ["idempotencyKey"],
  bodyMediaTypes: [...imageMediaTypes, "application/octet-stream", "multipart/form-data"],
  bodyLimitBytes: bodyLimits.assetBytes,
  reply: z.strictObject({ url: z.url() }),
  errors: errorsOf(sessionErrors, idempotencyErrors, ["body_too_large", "unsupported_image", "asset_quota_reached"]),
});

export const readAsset = endpoint({
  operationId: "readAsset",
  method: "GET",
  path: "/assets/:key",
  who: ["-"],
  tag: "Assets",
  summary: "An image, for ever the same under its name",
  params: z.strictObject({ key: z.string().min(1).max(128) }),
  replyMediaType: "image/*",
  errors: ["not_found", "storage_unavailable"],
});

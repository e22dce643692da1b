import { readAsset } from "@dream-api/contract";
import { DreamError, isAssetKey } from "@dream-api/domain";
import { openRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

/** An image never changes under its name, and is shown as nothing but an image, by any page. */
const servedWith = {
  "Cache-Control": "public, max-age=31536000, immutable",
  "Content-Disposition": "inline",
  "Content-Security-Policy": "default-src 'none'",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

export function routeReadAsset({ app, servicesOf }: Api): void {
  openRoute(app, readAsset, async ({ context, params }) => {
    const asset = isAssetKey(params.key) ? await servicesOf(context.env).assetObjects.get(params.key) : null;
    if (!asset) throw new DreamError("not_found");
    const headers = { ...servedWith, ETag: asset.httpEtag };
    if (context.req.header("If-None-Match")?.includes(asset.httpEtag)) {
      await asset.body.cancel();
      return new Response(null, { status: 304, headers });
    }
    const type = { "Content-Type": asset.httpMetadata?.contentType ?? "application/octet-stream" };
    return new Response(asset.body as unknown as ReadableStream, { headers: { ...headers, ...type } });
  });
}

import { uploadAsset } from "@dream-api/contract";
import { storeAsset } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeUploadAsset({ app, servicesOf }: Api): void {
  platformRoute(app, uploadAsset, servicesOf, async ({ context, platform, actor, file }) => {
    const { assetKey } = await storeAsset(platform, file, { ...servicesOf(context.env), actor });
    return Response.json({ url: `${new URL(context.req.url).origin}/assets/${assetKey}` });
  });
}

import { dismissNotice } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { readId } from "./id-cursor.ts";

export function routeDismissNotice({ app, servicesOf }: Api): void {
  platformRoute(app, dismissNotice, servicesOf, async ({ context, platform, actor, params }) => {
    const id = readId(params.id);
    const isThere = id !== null && (await servicesOf(context.env).notices.dismiss(platform, id, actor));
    if (!isThere) throw new DreamError("not_found");
    return Response.json({ dismissed: true });
  });
}

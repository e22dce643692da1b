import { bounceCallback } from "@dream-api/contract";
import { openRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

/** On to the dashboard, which has the developer's session. To nowhere else, whatever the query says. */
export function routeBounceCallback({ app, servicesOf }: Api): void {
  openRoute(app, bounceCallback, ({ context }) => {
    const url = new URL(servicesOf(context.env).connect.callbackUrl);
    url.search = new URL(context.req.url).search;
    // The address holds the code: it is for nobody else to keep or to read.
    const headers = { Location: url.href, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" };
    return new Response(null, { status: 302, headers });
  });
}

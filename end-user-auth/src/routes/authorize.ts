import { authorize } from "@dream-api/contract";
import { newBrowserSecret, startSignIn } from "@dream-api/domain";
import { openRoute } from "@dream-api/http";
import { readBrowserSecret, writeBrowserSecret } from "../browser-cookie.ts";
import type { Api } from "./api.ts";

/** Cloudflare sets it itself, whatever the caller sends. */
const callerAddress = "CF-Connecting-IP";

export function routeAuthorize({ app, servicesOf }: Api): void {
  openRoute(app, authorize, async ({ context, query }) => {
    const request = context.req.raw;
    const secret = readBrowserSecret(request) ?? newBrowserSecret();
    const from = request.headers.get(callerAddress);
    const location = await startSignIn(query, { browserSecret: secret, from }, servicesOf(context.env).signIn);
    const headers = { Location: location, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" };
    return new Response(null, {
      status: 302,
      headers: { ...headers, "Set-Cookie": writeBrowserSecret(secret, request) },
    });
  });
}

import { revokeToken } from "@dream-api/contract";
import { DreamError, endSignIn } from "@dream-api/domain";
import { openRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeRevokeToken({ app, servicesOf }: Api): void {
  openRoute(app, revokeToken, async ({ context, body }) => {
    const { token, client_id: clientId } = body;
    if (token === undefined || clientId === undefined) {
      const path = `body.${token === undefined ? "token" : "client_id"}`;
      throw new DreamError("validation_failed", { issues: [{ path, message: "is missing" }] });
    }
    await endSignIn({ token, clientId }, servicesOf(context.env).signIn);
    return Response.json({}, { headers: { "Cache-Control": "no-store" } });
  });
}

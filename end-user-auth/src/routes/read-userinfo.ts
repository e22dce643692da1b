import { readUserinfo, readUserinfoByPost, type Userinfo } from "@dream-api/contract";
import { claimsOf, DreamError } from "@dream-api/domain";
import { openRoute, readBearer } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeReadUserinfo({ app, servicesOf }: Api): void {
  for (const endpoint of [readUserinfo, readUserinfoByPost]) {
    openRoute(app, endpoint, async ({ context }) => {
      const { signIn, clock } = servicesOf(context.env);
      const at = clock().real;
      const token = await signIn.verifyToken(readBearer(context.req.raw.headers) ?? "", at);
      const profile = token && (await signIn.signIns.findProfileOfFamily(token.familyId, at));
      if (!profile) throw new DreamError("invalid_token");
      const userinfo: Userinfo = { sub: token.userId, ...claimsOf(token.scopes, profile) };
      return Response.json(userinfo, { headers: { "Cache-Control": "no-store" } });
    });
  }
}

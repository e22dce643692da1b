/** What the pages do with a sign-in that waits: show it, approve it, turn back. */
import {
  approveSignIn as approve,
  denySignIn as deny,
  readSignInRequest,
  type SignInRequest,
} from "@dream-api/contract";
import { approveSignIn, denySignIn, readPendingSignIn } from "@dream-api/domain";
import { openRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { requireBrowser, requireOwnPage, requireSessionToken } from "./own-page.ts";

const noStore = { headers: { "Cache-Control": "no-store" } };

export function routePendingSignIn({ app, servicesOf }: Api): void {
  openRoute(app, readSignInRequest, async ({ context, params }) => {
    const { signIn, clerk } = servicesOf(context.env);
    const browserSecret = requireBrowser(context.req.raw);
    const { pending, client } = await readPendingSignIn({ requestId: params.request, browserSecret }, signIn);
    const { mode } = client.scope;
    const request: SignInRequest = {
      project: client.project,
      mode,
      clerk: clerk[mode].forPages,
      screen: pending.screen,
      prompt: pending.prompt,
      scopes: [...pending.scopes],
      appOrigin: new URL(pending.redirectUri).origin,
      expiresAt: new Date(pending.expiresAt).toISOString(),
    };
    return Response.json(request, noStore);
  });

  openRoute(app, approve, async ({ context, params, body }) => {
    const services = servicesOf(context.env);
    const request = context.req.raw;
    requireOwnPage(request, services);
    const browserSecret = requireBrowser(request);
    const sessionToken = requireSessionToken(request);
    const approval = { requestId: params.request, browserSecret, sessionToken, consent: body.consent };
    return Response.json(await approveSignIn(approval, services.signIn), noStore);
  });

  openRoute(app, deny, async ({ context, params, body }) => {
    const services = servicesOf(context.env);
    const request = context.req.raw;
    requireOwnPage(request, services);
    const denial = { requestId: params.request, browserSecret: requireBrowser(request) };
    return Response.json({ redirectUrl: await denySignIn(denial, body.reason, services.signIn) }, noStore);
  });
}

/** Signing out of the shared sign-in: an app sends the browser here, a page of ours does it and sends it back. */
import { readSignOut, type SignOutQuery, signOut } from "@dream-api/contract";
import { findClient, requireRedirectUri, withParameters } from "@dream-api/domain";
import { openRoute } from "@dream-api/http";
import type { Services } from "../services.ts";
import type { Api } from "./api.ts";

export function routeSignOut({ app, servicesOf }: Api): void {
  openRoute(app, signOut, async ({ context, query }) => {
    const services = servicesOf(context.env);
    const { id_token_hint: hint, client_id: named, post_logout_redirect_uri: uri, state } = query;
    const clientId = named ?? (hint === undefined ? undefined : await services.clientOfIdToken(hint));
    // The page asks again with the same; who comes here is told at once what is wrong.
    const { client } = await targetOf({ client_id: clientId, post_logout_redirect_uri: uri, state }, services);
    const parameters = new URLSearchParams({ client_id: client.clientId });
    if (uri !== undefined) parameters.set("post_logout_redirect_uri", uri);
    if (state !== undefined) parameters.set("state", state);
    const headers = { Location: `${services.issuer}/sign-out?${parameters}`, "Cache-Control": "no-store" };
    return new Response(null, { status: 302, headers });
  });

  openRoute(app, readSignOut, async ({ context, query }) => {
    const services = servicesOf(context.env);
    const { client, redirectUrl } = await targetOf(query, services);
    const { mode } = client.scope;
    return Response.json(
      { project: client.project, mode, clerk: services.clerk[mode].forPages, redirectUrl },
      { headers: { "Cache-Control": "no-store" } },
    );
  });
}

/** @throws DreamError `unknown_client`, `redirect_uri_mismatch` */
async function targetOf(query: Omit<SignOutQuery, "id_token_hint">, { signIn }: Services) {
  const client = await findClient(query.client_id, signIn);
  if (query.post_logout_redirect_uri === undefined) return { client, redirectUrl: null };
  const uri = requireRedirectUri(query.post_logout_redirect_uri, client);
  const { state } = query;
  return { client, redirectUrl: state === undefined ? uri : withParameters(uri, new URLSearchParams({ state })) };
}

/** What standard clients begin with: the server's description and its keys. */
import {
  authorize,
  exchangeToken,
  readAuthorizationServer,
  readOpenidConfiguration,
  readSigningKeys,
  readUserinfo,
  revokeToken,
  signInPrompts,
  signInScopes,
  signOut,
} from "@dream-api/contract";
import { openRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

/** Long enough to spare us questions, short enough for a new key to be known before it signs. */
const cacheSeconds = 300;
const headers = { "Cache-Control": `public, max-age=${cacheSeconds}` };

export function routeMetadata({ app, servicesOf }: Api): void {
  openRoute(app, readSigningKeys, ({ context: { env } }) =>
    Response.json({ keys: servicesOf(env).publicKeys }, { headers }),
  );
  for (const endpoint of [readAuthorizationServer, readOpenidConfiguration]) {
    openRoute(app, endpoint, ({ context: { env } }) => Response.json(metadataOf(servicesOf(env).issuer), { headers }));
  }
}

/** RFC 8414 and OpenID Connect Discovery 1.0 in one. */
function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: issuer + authorize.path,
    token_endpoint: issuer + exchangeToken.path,
    revocation_endpoint: issuer + revokeToken.path,
    userinfo_endpoint: issuer + readUserinfo.path,
    end_session_endpoint: issuer + signOut.path,
    jwks_uri: issuer + readSigningKeys.path,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    scopes_supported: signInScopes,
    prompt_values_supported: signInPrompts,
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["ES256"],
    claims_supported: [
      "iss",
      "sub",
      "aud",
      "exp",
      "iat",
      "auth_time",
      "nonce",
      "sid",
      "name",
      "email",
      "email_verified",
    ],
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  };
}

/**
 * An app as its developer would write it with a standard client, oauth4webapi: `/start?client_id=…` begins, what else
 * stands in the query goes along; `/back` takes what comes back; what is known is written on the page.
 */
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  discoveryRequest,
  expectNoState,
  generateRandomCodeVerifier,
  getValidatedIdTokenClaims,
  None,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  processUserInfoResponse,
  userInfoRequest,
  validateAuthResponse,
} from "oauth4webapi";

const insecure = { [allowInsecureRequests]: true };
const issuer = new URL(document.body.dataset.issuer ?? "");
const redirectUri = `${location.origin}/back`;

async function discover() {
  return processDiscoveryResponse(issuer, await discoveryRequest(issuer, insecure));
}

async function start(query: URLSearchParams): Promise<void> {
  const server = await discover();
  const verifier = generateRandomCodeVerifier();
  const clientId = query.get("client_id") ?? "";
  sessionStorage.setItem("pending", JSON.stringify({ verifier, clientId }));
  const url = new URL(server.authorization_endpoint ?? "");
  url.search = new URLSearchParams({
    ...Object.fromEntries(query),
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid profile email",
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  }).toString();
  location.assign(url);
}

async function takeBack(): Promise<object> {
  const server = await discover();
  const { verifier, clientId } = JSON.parse(sessionStorage.getItem("pending") ?? "{}");
  const client = { client_id: clientId };
  const parameters = validateAuthResponse(server, client, new URL(location.href), expectNoState);
  const answer = await authorizationCodeGrantRequest(
    server,
    client,
    None(),
    parameters,
    redirectUri,
    verifier,
    insecure,
  );
  const tokens = await processAuthorizationCodeResponse(server, client, answer, { requireIdToken: true });
  const sub = getValidatedIdTokenClaims(tokens)?.sub ?? "";
  sessionStorage.setItem("signedIn", JSON.stringify({ clientId, sub, accessToken: tokens.access_token }));
  history.replaceState(null, "", "/");
  return readUser();
}

async function readUser(): Promise<object> {
  const known = sessionStorage.getItem("signedIn");
  if (!known) return { signedOut: true };
  const server = await discover();
  const { clientId, sub, accessToken } = JSON.parse(known);
  const answer = await userInfoRequest(server, { client_id: clientId }, accessToken, insecure);
  return processUserInfoResponse(server, { client_id: clientId }, sub, answer);
}

async function signOut(): Promise<void> {
  const server = await discover();
  const { clientId } = JSON.parse(sessionStorage.getItem("signedIn") ?? "{}");
  sessionStorage.removeItem("signedIn");
  const url = new URL(server.end_session_endpoint ?? "");
  url.search = new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: redirectUri }).toString();
  location.assign(url);
}

async function run(): Promise<object | undefined> {
  const { pathname, search } = location;
  const query = new URLSearchParams(search);
  if (pathname === "/start") return void (await start(query));
  if (pathname === "/sign-out") return void (await signOut());
  if (pathname === "/back" && search !== "") return takeBack();
  return readUser();
}

run().then(show, (error: unknown) =>
  show(error instanceof AuthorizationResponseError ? { error: error.error } : { failed: String(error) }),
);

function show(known: object | undefined): void {
  const output = document.querySelector("output");
  if (known && output) output.textContent = JSON.stringify(known);
}

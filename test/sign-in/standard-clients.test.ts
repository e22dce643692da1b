/** Clients from npm as they are, from discovery to refresh and revocation. */
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { createApp, newBrowser, newPerson, passPages, redirectUri, signIn } from "./sign-in-world.ts";

const world = useWholeWorld();

test("openid-client signs in, reads who it is, refreshes and revokes", async () => {
  const app = await createApp(world);
  const person = newPerson(world);
  const config = await openid.discovery(new URL(world.urls.endUserAuth), app.publishableKey, undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid profile email",
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    nonce: expectedNonce,
  });
  const back = await passPages(newBrowser(world), url.href, person);
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  const tokens = await openid.authorizationCodeGrant(config, back, checks);
  const subject = tokens.claims()?.sub ?? "";
  expect(subject).toMatch(/^usr_/);
  expect(tokens.claims()).toMatchObject({ email: person.email, email_verified: true, name: "Ada Lovelace" });
  expect(await openid.fetchUserInfo(config, tokens.access_token, subject)).toEqual({
    sub: subject,
    email: person.email,
    email_verified: true,
    name: "Ada Lovelace",
  });
  const posted = await openid.fetchProtectedResource(
    config,
    tokens.access_token,
    new URL(config.serverMetadata().userinfo_endpoint ?? ""),
    "POST",
  );
  expect(await posted.json()).toMatchObject({ sub: subject, email: person.email });
  const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");
  expect(refreshed.claims()?.sub).toBe(subject);
  await openid.tokenRevocation(config, refreshed.refresh_token ?? "");
  await expect(openid.refreshTokenGrant(config, refreshed.refresh_token ?? "")).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("oauth4webapi signs in, checks the issuer of the answer, refreshes and revokes", async () => {
  const app = await createApp(world);
  const insecure = { [oauth.allowInsecureRequests]: true };
  const issuer = new URL(world.urls.endUserAuth);
  const discovered = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure });
  const server = await oauth.processDiscoveryResponse(issuer, discovered);
  const client: oauth.Client = { client_id: app.publishableKey };
  const verifier = oauth.generateRandomCodeVerifier();
  const url = new URL(server.authorization_endpoint ?? "");
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "email",
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: "a-state",
  }).toString();
  const back = await passPages(newBrowser(world), url.href, newPerson(world));
  const parameters = oauth.validateAuthResponse(server, client, back, "a-state");
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri,
    verifier,
    insecure,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer);
  expect([tokens.scope, tokens.id_token, tokens.expires_in]).toEqual(["email", undefined, 600]);
  const again = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    tokens.refresh_token ?? "",
    insecure,
  );
  const refreshed = await oauth.processRefreshTokenResponse(server, client, again);
  const revocation = await oauth.revocationRequest(
    server,
    client,
    oauth.None(),
    refreshed.refresh_token ?? "",
    insecure,
  );
  expect(await oauth.processRevocationResponse(revocation)).toBeUndefined();
  const dead = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    refreshed.refresh_token ?? "",
    insecure,
  );
  await expect(oauth.processRefreshTokenResponse(server, client, dead)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("an ID token and an access token are checked against the published keys by a standard client", async () => {
  const app = await createApp(world);
  const insecure = { [oauth.allowInsecureRequests]: true };
  const issuer = new URL(world.urls.endUserAuth);
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const tokens = await signIn(world, app, newPerson(world));
  const request = new Request("https://resource.example", {
    headers: { Authorization: `Bearer ${tokens.access_token}` },
  });
  const audience = `${app.projectId}:test`;
  const claims = await oauth.validateJwtAccessToken(server, request, audience, insecure);
  expect(claims).toMatchObject({ client_id: app.publishableKey, sub: expect.stringMatching(/^usr_/) });
  const foreign = oauth.validateJwtAccessToken(server, request, "prj_another000000000:test", insecure);
  await expect(foreign).rejects.toThrow();
});

/** What a standard client and a browser find before anybody signs in. */
import { expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";

const world = useWholeWorld();

test("the server describes itself to standard clients of both kinds", async () => {
  const issuer = world.urls.endUserAuth;
  for (const path of ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"]) {
    const response = await fetch(issuer + path);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(await response.json()).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    });
  }
});

test("the published keys are public halves", async () => {
  const { keys } = (await (await fetch(`${world.urls.endUserAuth}/oauth/jwks`)).json()) as { keys: object[] };
  expect(keys).toEqual([
    {
      kty: "EC",
      crv: "P-256",
      x: expect.any(String),
      y: expect.any(String),
      kid: expect.any(String),
      alg: "ES256",
      use: "sig",
    },
  ]);
});

test.each(["/sign-in", "/sign-in/factor-one", "/sign-up", "/consent", "/account", "/sign-out"])(
  "%s is a page that nobody can frame",
  async (path) => {
    const response = await fetch(world.urls.endUserAuth + path);
    expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(response.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(response.headers.get("X-Frame-Options")).toBe("DENY");
    expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
  },
);

test.each(["test", "live"])("ClerkJS of the %s mode comes through us, each from its own instance", async (mode) => {
  const { clerk } = (await (await fetch(`${world.urls.endUserAuth}/pages/account/${mode}`)).json()) as {
    clerk: { publishableKey: string; proxyUrl: string };
  };
  expect(clerk.publishableKey).toBe(world.providers.clerk.instance(`end-user-api-${mode}` as never).publishableKey);
  const made = await fetch(`${world.urls.endUserAuth}${clerk.proxyUrl}/v1/dev_browser`, { method: "POST" });
  expect(await made.json()).toMatchObject({ object: "dev_browser" });
});

/** A hosted sign-in that is not set up right serves nobody; the operator is told why. */
import { expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { callUrl } from "../world/world.ts";

const world = useWholeWorld({ tokenSigningKeys: '{"keys":[]}' });

test("without a signing key every call stops, the log names the variable and the public reads one fixed sentence", async () => {
  for (const path of ["/health", "/oauth/jwks", "/sign-in", "/oauth/authorize", "/__clerk/test/v1/environment"]) {
    const answer = await callUrl(world.urls.endUserAuth + path);
    expect([path, answer.status, answer.json?.error]).toEqual([path, 500, "Something went wrong on our side"]);
    expect(answer.text).not.toContain("TOKEN_SIGNING_KEYS");
  }
  const named = () => world.log.some((line) => line.includes("TOKEN_SIGNING_KEYS must be a JWK set"));
  await expect.poll(named).toBe(true);
});

test("the API names the public half that it lacks", async () => {
  expect((await callUrl(`${world.urls.api}/health`)).status).toBe(500);
  await expect.poll(() => world.log.some((line) => line.includes("END_USER_TOKEN_JWKS must be a JWK set"))).toBe(true);
});

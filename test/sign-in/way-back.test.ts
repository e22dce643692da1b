/** What our pages say of the place that a person goes back to. */
import { expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { allowRedirects, authorizeUrl, createApp, newBrowser, newPkce, requestOf } from "./sign-in-world.ts";

const world = useWholeWorld();

test.each([
  ["https://app.example/callback?next=https://evil.example/", "https://app.example"],
  ["https://staging.app.example:8443/cb", "https://staging.app.example:8443"],
  ["http://localhost:3000/", "http://localhost:3000"],
])("back to %s is %s", async (uri, origin) => {
  const app = await createApp(world);
  await allowRedirects(world, app, ["https://first.example/", uri]);
  const browser = newBrowser(world);
  const request = requestOf(await browser.open(authorizeUrl(world, app, newPkce(), { redirect_uri: uri })));
  const { json } = await browser.ask(`/pages/requests/${request}?appOrigin=https://evil.example`);
  expect(json.code).toBe("validation_failed");
  expect((await browser.ask(`/pages/requests/${request}`)).json).toMatchObject({ appOrigin: origin });
});

/** The examples of the SDK's README that take a browser, each run as it stands there. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type OauthServer, startOauthServer } from "../../packages/client/test/oauth-server.ts";
import { inBrowser, readExamples } from "../consumers/readme-examples.ts";
import { useBrowser } from "./runner/use-browser.ts";
import { type SdkApp, serveSdkApp } from "./serve-sdk-app.ts";
import { waitUntil } from "./wait-until.ts";

const publishableKey = "pk_test_11PublicPublicPublicPublic";
const browser = useBrowser();
const examples = readExamples();
const ran: string[] = [];
let server: OauthServer;
let app: SdkApp | undefined;

beforeAll(async () => {
  server = await startOauthServer();
});
afterEach(() => app?.stop());
afterAll(async () => {
  expect(ran.sort()).toEqual([...inBrowser].sort());
  await server.stop();
});

/** Makes a page of an example, told where this test's servers are. */
async function open(title: string, before: string, after = "") {
  ran.push(title);
  const example = (examples.get(title) ?? "").replace("dream-api/react", "./packages/client/src/react/index.ts");
  const told = example.replace('"pk_test_…", { authUrl: "https://auth.example.com" }', "key, options");
  const script = `
    import Plain from "./packages/client/src/index.ts";
    const { dataset } = document.body;
    const key = dataset.key;
    const options = { baseUrl: dataset.api, authUrl: dataset.auth };
    ${before}
    ${told}
    ${after}`;
  app = await serveSdkApp({ publishableKey, baseUrl: server.url, authUrl: server.url, script });
  return browser.openPage(app.url);
}

test("somebody is signed in, counted and sent to a checkout", async () => {
  const after = "document.title = [user.name, use.allowed, url].join(' ');";
  const { page } = await open("Sign people in, in a browser", "const DreamAPI = Plain;", after);
  await waitUntil(page, () => document.title.startsWith("Ada"));
  expect(await page.title()).toBe(`Ada true ${server.url}/checkout`);
});

test("a page shows its pricing, and greets who signs up there", async () => {
  const before = `
    import { createRoot } from "react-dom/client";
    const api = new Plain(key, options);`;
  const { page } = await open("React", before);
  await page.getByRole("button", { name: "Choose Pro" }).click();
  await page.getByText("Hello Ada").waitFor();
});

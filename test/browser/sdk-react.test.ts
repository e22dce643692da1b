/** `dream-api/react` in Chromium, as an app would write it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type OauthServer, startOauthServer } from "../../packages/client/test/oauth-server.ts";
import { findBarriers } from "./runner/find-barriers.ts";
import { useBrowser } from "./runner/use-browser.ts";
import { type SdkApp, serveSdkApp } from "./serve-sdk-app.ts";

const script = `
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import DreamAPI from "./packages/client/src/index.ts";
import { DreamProvider, Gate, PricingTable, SignedIn, SignedOut, useUsage, useUser } from "./packages/client/src/react/index.ts";

const { dataset } = document.body;
const api = new DreamAPI(dataset.key, { baseUrl: dataset.api, authUrl: dataset.auth });

function Account() {
  const { user, signIn, signOut, error } = useUser();
  return (
    <>
      <h1>An app</h1>
      {error && <p role="alert">{error.code}</p>}
      <SignedOut><button onClick={() => signIn()}>Sign in</button></SignedOut>
      <SignedIn><p>Hello {user?.name}</p><button onClick={() => signOut()}>Sign out</button></SignedIn>
    </>
  );
}

function Count({ label }) {
  const { usage, track } = useUsage();
  return <p>{label} {usage?.count ?? "nothing"} <button onClick={() => track()}>Use {label}</button></p>;
}

createRoot(document.getElementById("root")).render(
  <StrictMode>
    <DreamProvider api={api}>
      <Account />
      <Count label="first" />
      <Count label="second" />
      <Gate plan={["free", "pro"]} fallback={<p>Not for you</p>}><p>On a plan</p></Gate>
      <Gate plan="pro" fallback={<p>Upgrade</p>}><p>For professionals</p></Gate>
      <Gate feature="Export" fallback={<p>No export</p>}><p>Export</p></Gate>
      <PricingTable locale="en-US" />
    </DreamProvider>
  </StrictMode>,
);
`;

const browser = useBrowser();
let server: OauthServer;
let app: SdkApp;

beforeEach(async () => {
  server = await startOauthServer();
  const publishableKey = "pk_test_11PublicPublicPublicPublic";
  app = await serveSdkApp({ publishableKey, baseUrl: server.url, authUrl: server.url, script });
});
afterEach(async () => {
  await app.stop();
  await server.stop();
});

async function open() {
  const visit = await browser.openPage(app.url);
  const { page } = visit;
  const sees = (text: string) => page.getByText(text, { exact: true }).waitFor();
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  return { visit, page, sees, press };
}

test("somebody signs in, uses the app, and signs out", async () => {
  const { page, sees, press } = await open();
  await sees("Not for you");
  await press("Sign in");
  await sees("Hello Ada");
  expect(page.url()).toBe(`${app.url}/`);
  await page.getByText("first 0").waitFor();
  await press("Use second");
  await page.getByText("first 1").waitFor();
  await page.getByText("second 1").waitFor();
  await press("Sign out");
  await page.getByText("first nothing").waitFor();
  await sees("Not for you");
});

test("what costs more is shown to who has it, and asked for once", async () => {
  const { page, sees, press } = await open();
  await press("Sign in");
  await sees("On a plan");
  await sees("Upgrade");
  await sees("No export");
  expect(await page.getByText("For professionals").count()).toBe(0);
  expect(server.calls.filter((call) => call === "GET /api/usage")).toHaveLength(1);
});

test("the pricing leads to a checkout, or to signing up first", async () => {
  const { page, press } = await open();
  const pricing = page.getByRole("region", { name: "Pricing" });
  await pricing.getByRole("heading", { name: "Pro" }).waitFor();
  expect(await pricing.locator(".dream-price").allInnerTexts()).toEqual(["$0 / month", "$29 / month"]);
  await press("Choose Pro");
  await page.getByText("Hello Ada").waitFor();
  await page.getByRole("button", { name: "Your plan" }).waitFor();
  expect(await page.getByRole("button", { name: "Your plan" }).isDisabled()).toBe(true);
  await press("Choose Pro");
  await page.waitForURL(`${server.url}/checkout`);
});

test("a sign-in that fails is said", async () => {
  const { page, press } = await open();
  server.misbehave({ response: { code: null, error: "access_denied" } });
  await press("Sign in");
  await page.getByRole("alert").filter({ hasText: "access_denied" }).waitFor();
});

test.each(["light", "dark"] as const)("the pricing is for everybody, in a %s page", async (colorScheme) => {
  const { page } = await browser.openPage(app.url, { colorScheme, screen: "phone" });
  await page.getByRole("heading", { name: "Pro" }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

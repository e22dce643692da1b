/** The page, the JSON API, and what else a sandbox answers besides the two APIs. */
import { decodeJwt } from "@clerk/backend/jwt";
import { clerkFrontendApiProxy } from "@clerk/backend/proxy";
import { expect, test } from "vitest";
import { openBrowser, origin } from "./scripted-browser.ts";
import { newAddress, password, useSandbox } from "./use-sandbox.ts";

const sandbox = useSandbox();

async function post(path: string, body: object) {
  const response = await fetch(`${sandbox.clerk.url}/_sandbox/api${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return { status: response.status, json: await response.json() };
}

test("seeding twice makes one user, who can sign in", async () => {
  const emailAddress = newAddress();
  const users = [{ emailAddress, password }];
  const first = await post("/instances/dream-api/seed", { users });
  const second = await post("/instances/dream-api/seed", { users });
  expect(second.json[0].id).toBe(first.json[0].id);
  const browser = await openBrowser(sandbox.clerk);
  const { json } = await browser.call("POST", "/client/sign_ins", { identifier: emailAddress, password });
  expect(json.response.status).toBe("complete");
});

test("the JSON API lists what an instance holds and names what it does not take", async () => {
  const { clerk } = sandbox;
  const instances = await (await fetch(`${clerk.url}/_sandbox/api/instances`)).json();
  expect(instances.map(({ slug }: { slug: string }) => slug)).toEqual([
    "dream-api",
    "end-user-api-test",
    "end-user-api-live",
  ]);
  const users = await fetch(`${clerk.url}/_sandbox/api/instances/dream-api/users`);
  expect([users.status, Array.isArray(await users.json())]).toEqual([200, true]);
  expect((await post("/instances/nowhere/seed", { users: [] })).status).toBe(404);
  expect((await post("/instances/dream-api/webhook_endpoints", { url: "nowhere" })).json.errors[0].meta).toEqual({
    param_name: "url",
  });
});

test("the page shows mails and users, and what people typed can't become markup", async () => {
  const [user] = sandbox.clerk.seed("dream-api", [
    { emailAddress: "<script>@example.com", password, firstName: "Ada" },
  ]);
  const page = await (await fetch(`${sandbox.clerk.url}/_sandbox`)).text();
  expect(page).toContain(user?.id);
  expect(page).toContain("&lt;script&gt;@example.com");
  expect(page).not.toContain("<script>");
});

test("ClerkJS and its components are served as published, whatever version is asked for, and nothing else", async () => {
  const { frontendApiUrl } = sandbox.clerk.instance("dream-api");
  for (const path of ["clerk-js@6/dist/clerk.browser.js", "ui@1/dist/ui.browser.js"]) {
    const response = await fetch(`${frontendApiUrl}/npm/@clerk/${path}`);
    expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "text/javascript"]);
    expect((await response.text()).length).toBeGreaterThan(100_000);
  }
  for (const path of ["clerk-js@6/dist/..%2Fpackage.json", "backend@3/dist/index.js", "ui@1/dist/nothing.js"]) {
    expect((await fetch(`${frontendApiUrl}/npm/@clerk/${path}`)).status).toBe(404);
  }
});

test("Clerk's own proxy leads to the instance of its secret key, and tokens name the page's origin", async () => {
  const { clerk } = sandbox;
  const { publishableKey, secretKey } = clerk.instance("end-user-api-test");
  const call = async (path: string, form: Record<string, string> = {}, key = secretKey) => {
    const body = new URLSearchParams(form);
    const request = new Request(`${origin}/__clerk/v1${path}`, { method: "POST", headers: { Origin: origin }, body });
    const answer = await clerkFrontendApiProxy(request, { publishableKey, secretKey: key, fapiUrl: clerk.url });
    return { status: answer.status, json: await answer.json() };
  };
  const emailAddress = newAddress();
  clerk.seed("end-user-api-test", [{ emailAddress, password }]);
  const browser = (await call("/dev_browser")).json.id;
  const path = `/client/sign_ins?__clerk_db_jwt=${browser}`;
  const { json } = await call(path, { identifier: emailAddress, password });
  expect(decodeJwt(json.client.sessions[0].last_active_token.jwt).payload.azp).toBe(origin);
  expect((await call("/dev_browser", {}, "sk_test_nobody")).status).toBe(401);
});

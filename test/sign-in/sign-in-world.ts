/** People, browsers and apps around the hosted sign-in: a browser is a cookie and what its pages ask. */
import { createHash, randomBytes } from "node:crypto";
import type { Mode } from "@dream-api/contract";
import { databaseOf } from "../world/hear.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, type ApiCall, callUrl, createProject, type TestProject } from "../world/world.ts";

export const redirectUri = "https://app.example/callback";

/** An app that people can sign in to. */
export async function createApp(world: WholeWorld, project: Parameters<typeof createProject>[1] = {}) {
  const made = await createProject(world, project);
  await allowRedirects(world, made, [redirectUri]);
  return made;
}

export async function allowRedirects(world: WholeWorld, { tenant }: TestProject, uris: readonly string[]) {
  const d1 = await databaseOf(world);
  await d1
    .prepare("UPDATE project_modes SET redirect_uris = ? WHERE project_id = ? AND mode = ?")
    .bind(JSON.stringify(uris), tenant.projectId, tenant.mode)
    .run();
}

export interface Person {
  readonly email: string;
  readonly clerkUserId: string;
  readonly sessionId: string;
  /** As Clerk gives it to our pages; good for a minute. */
  readonly token: string;
}

/** Somebody with a proved address who is signed in at Clerk in a browser. */
export function newPerson(
  { providers: { clerk }, urls }: WholeWorld,
  {
    mode = "test",
    email = `person-${randomBytes(6).toString("hex")}@example.com`,
  }: { mode?: Mode; email?: string } = {},
): Person {
  const slug = `end-user-api-${mode}` as const;
  const [user] = clerk.seed(slug, [
    { emailAddress: email, password: "correct horse battery staple", firstName: "Ada", lastName: "Lovelace" },
  ]);
  if (!user) throw new Error("The sandbox Clerk made no user");
  return { email, clerkUserId: user.id, ...clerk.signIn(slug, email, urls.endUserAuth) };
}

export interface Browser {
  cookie: string | undefined;
  /** A top-level navigation. */
  open(url: string): Promise<ApiAnswer>;
  /** What a page of ours asks. */
  ask(path: string, request?: ApiCall): Promise<ApiAnswer>;
}

export function newBrowser({ urls }: WholeWorld): Browser {
  const browser: Browser = {
    cookie: undefined,
    async open(url) {
      const answer = await callUrl(url, cookies(browser));
      browser.cookie = answer.headers.get("Set-Cookie")?.split(";")[0] ?? browser.cookie;
      return answer;
    },
    ask(path, request = {}) {
      const isPost = request.body !== undefined || request.method === "POST";
      const origin = isPost ? { Origin: urls.endUserAuth } : {};
      const headers = { ...cookies(browser).headers, ...origin, ...request.headers };
      return callUrl(urls.endUserAuth + path, { ...request, headers });
    },
  };
  return browser;
}

function cookies({ cookie }: Browser): { headers: Record<string, string> } {
  return { headers: cookie === undefined ? {} : { Cookie: cookie } };
}

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

export function newPkce(): Pkce {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** What an app sends a browser to. A value of undefined leaves the parameter out. */
export function authorizeUrl(
  { urls }: WholeWorld,
  app: Pick<TestProject, "publishableKey">,
  { challenge }: Pkce,
  changes: Record<string, string | undefined> = {},
): string {
  const parameters = {
    client_id: app.publishableKey,
    redirect_uri: redirectUri,
    response_type: "code",
    code_challenge: challenge,
    code_challenge_method: "S256",
    state: "the-apps-state",
    scope: "openid profile email",
    ...changes,
  };
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${urls.endUserAuth}/oauth/authorize?${new URLSearchParams(given)}`;
}

/** The name of the request that waits, from where a browser was sent. */
export function requestOf(answer: ApiAnswer): string {
  const location = answer.headers.get("Location") ?? "";
  const request = new URL(location, "http://nowhere").searchParams.get("request");
  if (!request) throw new Error(`No request in ${answer.status} ${location} ${answer.text}`);
  return request;
}

export function approve(browser: Browser, request: string, { token }: Pick<Person, "token">, consent = true) {
  const headers = { Authorization: `Bearer ${token}` };
  return browser.ask(`/pages/requests/${request}/approve`, { body: { consent }, headers });
}

/** The whole way through our pages: what comes back to the app. */
export async function passPages(browser: Browser, url: string, person: Person): Promise<URL> {
  const answer = await approve(browser, requestOf(await browser.open(url)), person);
  if (answer.json?.next !== "redirect") throw new Error(answer.text);
  return new URL(answer.json.redirectUrl);
}

export function askToken({ urls }: WholeWorld, form: Record<string, string>, headers: Record<string, string> = {}) {
  return callUrl(`${urls.endUserAuth}/oauth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: "https://app.example", ...headers },
    body: new URLSearchParams(form).toString(),
  });
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

/** A person comes to an app and has tokens. */
export async function signIn(
  world: WholeWorld,
  app: TestProject,
  person: Person,
  changes: Record<string, string | undefined> = {},
): Promise<Tokens & { readonly code: string; readonly verifier: string }> {
  const pkce = newPkce();
  const back = await passPages(newBrowser(world), authorizeUrl(world, app, pkce, changes), person);
  const code = back.searchParams.get("code") ?? "";
  const answer = await exchange(world, app, code, pkce);
  if (answer.status !== 200) throw new Error(answer.text);
  return { ...answer.json, code, verifier: pkce.verifier };
}

export function exchange(
  world: WholeWorld,
  app: Pick<TestProject, "publishableKey">,
  code: string,
  { verifier }: Pick<Pkce, "verifier">,
  changes: Record<string, string> = {},
) {
  const form = { grant_type: "authorization_code", client_id: app.publishableKey, code, redirect_uri: redirectUri };
  return askToken(world, { ...form, code_verifier: verifier, ...changes });
}

export function refresh(
  world: WholeWorld,
  app: Pick<TestProject, "publishableKey">,
  refreshToken: string,
  headers: Record<string, string> = {},
) {
  const form = { grant_type: "refresh_token", client_id: app.publishableKey, refresh_token: refreshToken };
  return askToken(world, form, headers);
}

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
export function claimsIn(token: string): any {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

/** At Clerk, as the person or the operator would. */
export async function askClerkAs(world: WholeWorld, mode: Mode, path: string, method = "POST"): Promise<void> {
  const { clerk } = world.providers;
  const headers = { Authorization: `Bearer ${clerk.instance(`end-user-api-${mode}`).secretKey}` };
  const answer = await callUrl(clerk.url + path, { method, headers });
  if (answer.status !== 200) throw new Error(answer.text);
}

export function endSession(world: WholeWorld, { sessionId }: Pick<Person, "sessionId">, mode: Mode = "test") {
  return askClerkAs(world, mode, `/v1/sessions/${sessionId}/revoke`);
}

/** Runs while Clerk's Backend API gives no answer. */
export async function withoutClerk<Result>({ providers }: WholeWorld, run: () => Promise<Result>): Promise<Result> {
  const { outbound } = providers;
  const isClerk = ({ url }: Request) => new URL(url).host === "api.clerk.com";
  const down = (request: Request) =>
    isClerk(request) ? Promise.resolve(new Response("down", { status: 503 })) : outbound.call(providers, request);
  Object.assign(providers, { outbound: down });
  try {
    return await run();
  } finally {
    Object.assign(providers, { outbound });
  }
}

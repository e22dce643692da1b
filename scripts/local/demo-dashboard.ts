/** What the demo developer does at the dashboard, without one: signs in, connects Stripe, makes projects. */
import type { Providers, WorkerUrls } from "./providers/start-providers.ts";

export interface Dashboard {
  /** In test and in live. @returns the account's id, which is the same when it is connected already */
  connectStripe(accountName: string): Promise<string>;
  /** @param catalogue the body of `POST /create-products` */
  createProject(catalogue: object): Promise<{ projectId: string; publishableKey: string; secretKey: string }>;
  /** Lets an app of that origin send its users to sign in and to buy, and take them back. */
  allowApp(projectId: string, origin: string): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of our own API, whose shapes the contract has.
type Json = any;

export function openDashboard(urls: WorkerUrls, { clerk, dashboardUrl }: Providers, email: string): Dashboard {
  async function ask(url: string, body?: object, method = body ? "POST" : "GET"): Promise<Json> {
    // A token lives for a minute, so each call gets its own.
    const { token } = clerk.signIn("dream-api", email, dashboardUrl);
    const response = await fetch(url, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The demo could not be made: ${method} ${url} was answered ${text}`);
    return JSON.parse(text);
  }

  async function connect(mode: "test" | "live", account: { id?: string; name: string }): Promise<string> {
    const { url } = await ask(`${urls.oauth}/authorize`, { mode });
    const { state, code } = await allowAtStripe(url, account);
    const { accountId } = await ask(`${urls.oauth}/callback`, { state, code });
    return accountId;
  }

  return {
    async connectStripe(name) {
      await ask(`${urls.frontAuth}/generate-platform-id`, {});
      const connections = await ask(`${urls.oauth}/connection`);
      const id: string = connections.test.accountId ?? (await connect("test", { name }));
      if (connections.live.status !== "connected") await connect("live", { id, name });
      return id;
    },
    async createProject(catalogue) {
      const { project, keys } = await ask(`${urls.oauth}/create-products`, catalogue);
      return { projectId: project.id, publishableKey: keys.publishableKey, secretKey: keys.secretKey };
    },
    async allowApp(projectId, origin) {
      const { data } = await ask(`${urls.frontAuth}/projects`);
      const { allowedOrigins, redirectUris } = data.find(({ id }: Json) => id === projectId).modes.test;
      if (allowedOrigins.includes(origin) && redirectUris.includes(`${origin}/`)) return;
      const settings = {
        mode: "test",
        allowedOrigins: [...new Set([...allowedOrigins, origin])],
        redirectUris: [...new Set([...redirectUris, `${origin}/`])],
      };
      await ask(`${urls.frontAuth}/projects/${projectId}`, settings, "PATCH");
    },
  };
}

/** Presses "allow" on Stripe's page and follows it back as far as the dashboard's address. */
async function allowAtStripe(
  url: string,
  { id = "", name }: { id?: string; name: string },
): Promise<{ state: string; code: string }> {
  const atStripe = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ answer: "allow", account: id, name }),
    redirect: "manual",
  });
  const atOurs = await fetch(locationOf(atStripe), { redirect: "manual" });
  const { searchParams } = new URL(locationOf(atOurs));
  return { state: searchParams.get("state") ?? "", code: searchParams.get("code") ?? "" };
}

function locationOf(response: Response): string {
  const location = response.headers.get("Location");
  if (!location) throw new Error(`The demo developer was not sent on: ${response.status}`);
  return location;
}

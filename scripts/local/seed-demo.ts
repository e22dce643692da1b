/**
 * The demo developer with a connected Stripe account, a SaaS and a store, made through the very endpoints that the
 * dashboard calls. Made once; a restart finds them and their keys again.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { demoSaas, demoStore } from "./demo-catalogue.ts";
import { type Dashboard, openDashboard } from "./demo-dashboard.ts";
import type { LabClient } from "./lab-client.ts";
import type { Providers, WorkerUrls } from "./providers/start-providers.ts";

interface ExampleUrls {
  readonly saas: string;
  readonly store: string;
}

/** What the demo is made with. */
interface DemoParts {
  readonly urls: WorkerUrls;
  readonly examples: ExampleUrls;
  readonly lab: LabClient;
  readonly providers: Providers;
}

interface DemoProject {
  readonly projectId: string;
  readonly publishableKey: string;
  readonly secretKey: string;
}

interface ClerkKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
}

/** What `.dream/demo.json` holds, for people and for scripts. */
export interface Demo {
  readonly urls: WorkerUrls;
  /** Where `npm start -w examples/saas` and `examples/store` open: on origins of their own, which the projects allow. */
  readonly examples: ExampleUrls;
  readonly developer: { readonly email: string; readonly password: string; readonly userId: string };
  readonly saas: DemoProject;
  readonly store: DemoProject;
  readonly stripe: {
    readonly url: string;
    /** Of our own account, in test mode. */
    readonly secretKey: string;
    readonly publishableKey: string;
    readonly webhookSecrets: { readonly platform: string; readonly connectTest: string; readonly connectLive: string };
    /** The demo developer's own account, connected in test and in live. */
    readonly connectedAccountId: string;
  };
  readonly clerk: {
    readonly url: string;
    readonly developers: ClerkKeys;
    readonly endUsers: { readonly test: ClerkKeys; readonly live: ClerkKeys };
  };
}

const developer = { email: "demo@example.com", password: "dream-api-demo", firstName: "Demo", lastName: "Developer" };

/** @param path of `demo.json` */
export async function seedDemo(path: string, { urls, examples, lab, providers }: DemoParts): Promise<Demo> {
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<Demo>) : {};
  const person = seedDeveloper(providers);
  const dashboard = openDashboard(urls, providers, person.email);
  const stripe = describeStripe(providers, await dashboard.connectStripe("Demo developer"));
  const demo: Demo = {
    urls,
    examples,
    developer: person,
    saas: await findOrCreate(before.saas, demoSaas, { lab, dashboard }),
    store: await findOrCreate(before.store, demoStore, { lab, dashboard }),
    stripe,
    clerk: describeClerk(providers),
  };
  await dashboard.allowApp(demo.saas.projectId, examples.saas);
  await dashboard.allowApp(demo.store.projectId, examples.store);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`);
  return demo;
}

function seedDeveloper({ clerk }: Providers): Demo["developer"] {
  const { email, password, firstName, lastName } = developer;
  const [user] = clerk.seed("dream-api", [{ emailAddress: email, password, firstName, lastName }]);
  if (!user) throw new Error("The sandbox Clerk made no demo developer");
  return { email, password, userId: user.id };
}

function describeStripe({ stripe, webhookSecrets }: Providers, connectedAccountId: string): Demo["stripe"] {
  const { platform } = stripe.sandbox.accounts;
  return {
    url: stripe.url,
    secretKey: platform.secretKey.test,
    publishableKey: platform.publishableKey.test,
    webhookSecrets: {
      platform: webhookSecrets.platform,
      connectTest: webhookSecrets.connect_test,
      connectLive: webhookSecrets.connect_live,
    },
    connectedAccountId,
  };
}

function describeClerk({ clerk }: Providers): Demo["clerk"] {
  const keysOf = (slug: string): ClerkKeys => {
    const { secretKey, publishableKey } = clerk.instance(slug);
    return { secretKey, publishableKey };
  };
  return {
    url: clerk.url,
    developers: keysOf("dream-api"),
    endUsers: { test: keysOf("end-user-api-test"), live: keysOf("end-user-api-live") },
  };
}

async function findOrCreate(
  before: DemoProject | undefined,
  catalogue: object,
  { lab, dashboard }: { lab: LabClient; dashboard: Dashboard },
): Promise<DemoProject> {
  // A secret is told once, so what was written down is all there is of it.
  if (before && (await lab.hasProject(before.projectId))) return before;
  return dashboard.createProject(catalogue);
}

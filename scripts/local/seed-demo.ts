/**
 * The demo projects: a SaaS with three tiers and a store with three products. Made once; a restart finds them and
 * their keys again.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { LabClient } from "./lab-client.ts";
import type { LabProject } from "./lab-methods.ts";
import type { Providers, WorkerUrls } from "./providers/start-providers.ts";

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

const saas: LabProject = {
  name: "Demo SaaS",
  type: "saas",
  mode: "test",
  tiers: [
    {
      name: "free",
      displayName: "Free",
      unitAmount: 0,
      limit: 100,
      rateLimitPerMinute: 100,
      features: ["100 uses a month"],
    },
    {
      name: "pro",
      displayName: "Pro",
      unitAmount: 2900,
      limit: 10_000,
      rateLimitPerMinute: 1000,
      features: ["10,000 uses a month", "Priority support"],
    },
    {
      name: "enterprise",
      displayName: "Enterprise",
      unitAmount: 9900,
      limit: null,
      rateLimitPerMinute: 100_000,
      features: ["Unlimited uses", "Priority support", "A person to call"],
    },
  ],
};

const store: LabProject = {
  name: "Demo store",
  type: "store",
  mode: "test",
  products: [
    {
      name: "sticker-pack",
      displayName: "Sticker pack",
      description: "Ten stickers for your laptop.",
      unitAmount: 900,
      stock: null,
    },
    { name: "mug", displayName: "Mug", description: "Holds 300 ml of coffee.", unitAmount: 1800, stock: 25 },
    {
      name: "signed-print",
      displayName: "Signed print",
      description: "The only one there is.",
      unitAmount: 12_000,
      stock: 1,
    },
  ],
};

/** @param path of `demo.json` */
export async function seedDemo(path: string, urls: WorkerUrls, lab: LabClient, providers: Providers): Promise<Demo> {
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<Demo>) : {};
  const demo: Demo = {
    urls,
    developer: seedDeveloper(providers),
    saas: await findOrCreate(before.saas, saas, lab),
    store: await findOrCreate(before.store, store, lab),
    stripe: await describeStripe(before.stripe, providers),
    clerk: describeClerk(providers),
  };
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

async function describeStripe(
  before: Demo["stripe"] | undefined,
  { stripe, webhookSecrets }: Providers,
): Promise<Demo["stripe"]> {
  const { accounts } = stripe.sandbox;
  const known = before && accounts.find(before.connectedAccountId) ? before.connectedAccountId : undefined;
  return {
    url: stripe.url,
    secretKey: accounts.platform.secretKey.test,
    publishableKey: accounts.platform.publishableKey.test,
    webhookSecrets: {
      platform: webhookSecrets.platform,
      connectTest: webhookSecrets.connect_test,
      connectLive: webhookSecrets.connect_live,
    },
    connectedAccountId: known ?? (await connectAccount(stripe.url)),
  };
}

async function connectAccount(stripeUrl: string): Promise<string> {
  const wanted = { name: "Demo developer", connect: ["test", "live"] };
  const response = await fetch(`${stripeUrl}/_sandbox/accounts`, { method: "POST", body: JSON.stringify(wanted) });
  if (!response.ok) throw new Error(`The sandbox Stripe made no account: ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  return id;
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
  project: LabProject,
  lab: LabClient,
): Promise<DemoProject> {
  if (before && (await lab.hasProject(before.projectId))) return before;
  const { projectId } = await lab.createProject(project);
  const { publishableKey, secretKey } = await lab.mintKeys({ projectId, mode: project.mode }, "demo");
  return { projectId, publishableKey, secretKey };
}

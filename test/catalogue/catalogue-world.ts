/** A developer with an account, projects made through the API, and the Stripe account that sells for them. */
import { randomBytes } from "node:crypto";
import { openDatabase } from "@dream-api/storage";
import type { StripeSandbox } from "../../sandbox/stripe/start-stripe-sandbox.ts";
import { workerNames } from "../../scripts/local/workers.ts";
import { callAs, frontendUrl, signUpDeveloper, type TestDeveloper, type WholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, type ApiCall, callUrl } from "../world/world.ts";
import { connect } from "./use-sync.ts";

export interface Developer extends TestDeveloper {
  readonly platformId: string;
}

export interface MadeProject {
  readonly projectId: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly owner: Developer;
}

export async function newDeveloper(world: WholeWorld): Promise<Developer> {
  const developer = signUpDeveloper(world);
  const { json } = await callAs(world, developer, "frontAuth", "/generate-platform-id", { method: "POST" });
  return { ...developer, platformId: json.platformId };
}

const tiers = [
  { name: "free", displayName: "Free", unitAmount: 0, limit: 100 },
  { name: "pro", displayName: "Pro", unitAmount: 2900, limit: 10_000 },
];
const products = [
  { name: "mug", displayName: "Mug", unitAmount: 1800, stock: 3 },
  { name: "print", displayName: "Print", unitAmount: 9000 },
];

export const saas = { name: "An app", projectType: "saas", tiers };
export const store = { name: "A shop", projectType: "store", products };

export async function newProject(world: WholeWorld, owner: Developer, body: object = saas): Promise<MadeProject> {
  const headers = sessionOf(world, owner);
  const answer = await callUrl(`${world.urls.oauth}/create-products`, { method: "POST", body, headers });
  if (answer.status !== 201) throw new Error(answer.text);
  const { project, keys } = answer.json;
  return { projectId: project.id, secretKey: keys.secretKey, publishableKey: keys.publishableKey, owner };
}

/** As the project's server would call. */
export function withKey(
  world: WholeWorld,
  { secretKey }: Pick<MadeProject, "secretKey">,
  path: string,
  request: ApiCall = {},
): Promise<ApiAnswer> {
  return callUrl(world.urls.oauth + path, { ...request, secretKey });
}

/** As the dashboard would call. */
export function inDashboard(
  world: WholeWorld,
  { projectId, owner }: Pick<MadeProject, "projectId" | "owner">,
  path: string,
  request: ApiCall = {},
): Promise<ApiAnswer> {
  const separator = path.includes("?") ? "&" : "?";
  const headers = { ...request.headers, ...sessionOf(world, owner) };
  return callUrl(`${world.urls.oauth}${path}${separator}projectId=${projectId}&mode=test`, { ...request, headers });
}

/** What a page of ours sends for the developer; a session of now, because a token is good for a minute. */
export function sessionOf({ providers }: WholeWorld, { email }: Developer): { Authorization: string; Origin: string } {
  const { token } = providers.clerk.signIn("dream-api", email, frontendUrl);
  return { Authorization: `Bearer ${token}`, Origin: frontendUrl };
}

/** A Stripe account that sells for the developer. */
export async function connectAccount(
  world: WholeWorld,
  { platformId }: Pick<Developer, "platformId">,
  mode: "test" | "live" = "test",
): Promise<string> {
  const { accounts, clock } = sandboxOf(world);
  const { id } = accounts.create(() => `acct_${randomBytes(8).toString("hex")}`, clock.now());
  accounts.connect({ account: id, livemode: mode === "live", scope: "read_write", code: "" });
  const d1 = await world.stack.miniflare.getD1Database("DB", workerNames["api-multi"]);
  await connect(openDatabase(d1 as never), platformId, id, mode);
  return id;
}

export function sandboxOf({ providers }: WholeWorld): StripeSandbox["sandbox"] {
  return providers.stripe.sandbox;
}

/** The active prices on an account, by product. */
export async function pricesOn({ providers: { stripe } }: WholeWorld, account: string) {
  const headers = {
    Authorization: `Bearer ${stripe.sandbox.accounts.platform.secretKey.test}`,
    "Stripe-Account": account,
  };
  const response = await fetch(`${stripe.url}/v1/prices?limit=100&active=true`, { headers });
  const { data } = (await response.json()) as { data: { id: string; product: string; unit_amount: number }[] };
  return data.map(({ id, product, unit_amount: amount }) => ({ id, item: product.replace(/^da_\w{16}_/, ""), amount }));
}

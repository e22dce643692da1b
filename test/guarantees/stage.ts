/** What an example of the developer's side is played on: a developer with a project, and the ways to call as them. */
import { createHmac } from "node:crypto";
import { type Connector, newConnector } from "../connect/connect-world.ts";
import { ownStripe } from "../plan/own-stripe.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import { type ApiCall, createProject, type TestProject } from "../world/world.ts";

export type Service = "frontAuth" | "oauth";

export interface Stage {
  readonly world: WholeWorld;
  readonly connector: Connector;
  readonly project: TestProject;
}

/** One good call of an endpoint, made from what the stage holds. */
export interface Example {
  /** Which project there is; a SaaS unless said otherwise. */
  readonly project?: "saas" | "store";
  /** The path names something that is the developer's own: for anybody else it is not there. */
  readonly isOwn?: boolean;
  /** Made before the call, so that there is something to answer about. May leave names for the path. */
  readonly before?: (stage: Stage) => Promise<Record<string, string> | undefined>;
  readonly request?: (stage: Stage, names: Record<string, string>) => ApiCall & { readonly path?: string };
}

const freeAndPro = [
  { name: "free", unitAmount: 0, limit: 100, rateLimitPerMinute: 1000 },
  { name: "pro", unitAmount: 2900, limit: 10_000, rateLimitPerMinute: 1000 },
];
const twoProducts = [
  { name: "mug", displayName: "Mug", unitAmount: 1800, stock: 3 },
  { name: "print", displayName: "Print", unitAmount: 9000, stock: null },
];

export async function setStage(world: WholeWorld, type: "saas" | "store" = "saas"): Promise<Stage> {
  const connector = await newConnector(world);
  const catalogue = type === "saas" ? { tiers: freeAndPro } : { tiers: [], products: twoProducts };
  const { platformId } = connector.developer;
  return { world, connector, project: await createProject(world, { type, platformId, ...catalogue }) };
}

/** Pays for our plan as the developer would. */
export async function buyPlan({ world, connector }: Stage): Promise<void> {
  const { json } = await connector.call("/create-checkout", { method: "POST" }, "frontAuth");
  await ownStripe(world).pay(json.url, "pm_card_visa");
}

/** Signed as Stripe signs it. */
export function signedByStripe(secret: string, event: object): ApiCall {
  const body = JSON.stringify(event);
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return { method: "POST", body, headers: { "Stripe-Signature": `t=${at},v1=${signature}` } };
}

/** Signed the Svix way. @param id of the message, the same when it is told again; a new one unless given */
export function signedByClerk(
  secret: string,
  event: object,
  id = `msg_${Math.random().toString(36).slice(2)}`,
): ApiCall {
  const body = JSON.stringify(event);
  const at = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  const headers = { "svix-id": id, "svix-timestamp": at, "svix-signature": `v1,${signature}` };
  return { method: "POST", body, headers };
}

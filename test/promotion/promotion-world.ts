/** Developers who may go live, what live sells, and what Stripe has of it in live mode. */
import { type MadeProject, newProject } from "../catalogue/catalogue-world.ts";
import { type Connector, newConnector } from "../connect/connect-world.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import type { ApiAnswer } from "../world/world.ts";

export interface Seller {
  readonly ada: Connector;
  readonly project: MadeProject;
  /** Which sells in live mode. */
  readonly account: string;
  promote(more?: object, headers?: Record<string, string>): Promise<ApiAnswer>;
  rollBack(more?: object): Promise<ApiAnswer>;
  /** As the dashboard's editor. */
  edit(mode: "test" | "live", path: string, request: { method: string; body?: object }): Promise<ApiAnswer>;
}

const dayMs = 86_400_000;

export async function coverPlan(world: WholeWorld, { developer }: Connector): Promise<void> {
  await world.lab.coverPlatform(developer.platformId, Date.now() + dayMs);
}

/** A paid plan, a live account, and a project that was never promoted. */
export async function newSeller(world: WholeWorld, catalogue: object): Promise<Seller> {
  const ada = await newConnector(world);
  const project = await newProject(world, ada.developer, catalogue);
  const account = await ada.connect("live");
  await coverPlan(world, ada);
  return { ada, project, account, ...promotionsOf(ada, project) };
}

export function promotionsOf(ada: Connector, { projectId }: Pick<MadeProject, "projectId">) {
  return {
    promote: (more: object = {}, headers: Record<string, string> = {}) =>
      ada.call("/promote-to-live", { body: { projectId, ...more }, headers }),
    rollBack: (more: object = {}) => ada.call("/promote-to-live/rollback", { body: { projectId, ...more } }),
    edit: (mode: "test" | "live", path: string, request: { method: string; body?: object }) =>
      ada.call(`${path}${path.includes("?") ? "&" : "?"}projectId=${projectId}&mode=${mode}`, request),
  };
}

/** All prices of the account in live mode, those that new sales use first. */
export async function livePrices(world: WholeWorld, account: string) {
  return [...(await listPrices(world, account, true)), ...(await listPrices(world, account, false))];
}

async function listPrices({ providers: { stripe } }: WholeWorld, account: string, isActive: boolean) {
  const headers = {
    Authorization: `Bearer ${stripe.sandbox.accounts.platform.secretKey.live}`,
    "Stripe-Account": account,
  };
  const response = await fetch(`${stripe.url}/v1/prices?limit=100&active=${isActive}`, { headers });
  const { data } = (await response.json()) as { data: { id: string; product: string; unit_amount: number }[] };
  return data.map(({ id, product, unit_amount: amount }) => ({
    id,
    item: product.replace(/^da_\w{16}_/, ""),
    amount,
    isActive,
  }));
}

/** Action and name of each step that is more than leaving something as it is. */
export function doneBy({ json }: ApiAnswer): string[] {
  const steps = json.plan.steps as { action: string; kind: string; name: string }[];
  return steps.filter(({ action }) => action !== "leave").map(({ action, kind, name }) => `${action} ${kind} ${name}`);
}

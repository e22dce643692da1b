/** One good call for each endpoint of oauth-api, from which the guarantees make the bad ones. */
import {
  connectAccount,
  type Developer,
  type MadeProject,
  pressAtStripe,
  products,
  saas,
  tiers,
} from "../catalogue/catalogue-world.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import type { ApiAnswer, ApiCall } from "../world/world.ts";

/** What a call is made on: a project of its own, and its developer's session. */
export interface Ground {
  readonly world: WholeWorld;
  readonly owner: Developer;
  readonly project: MadeProject;
  readonly call: (path: string, request?: ApiCall) => Promise<ApiAnswer>;
}

export interface Example {
  /** The path with its own query. */
  readonly path?: string;
  readonly body?: Record<string, unknown>;
  /** Which project it takes; a SaaS unless said otherwise. */
  readonly project?: "saas" | "store";
  /** The body names the project, beside what `body` says. */
  readonly namesProject?: true;
  /** Made before the call, so that there is something to answer about. @returns what the body takes from it */
  readonly before?: (ground: Ground) => Promise<Record<string, unknown> | undefined>;
}

const cap = { name: "cap", displayName: "Cap", unitAmount: 2500 };

async function connectBoth({ world, owner }: Ground): Promise<undefined> {
  await connectAccount(world, owner, "test");
  await connectAccount(world, owner, "live");
  await world.lab.coverPlatform(owner.platformId, Number.MAX_SAFE_INTEGER);
}

/** Twice, so that there is a promotion to go back to. */
async function promoteTwice(ground: Ground): Promise<undefined> {
  await connectBoth(ground);
  const { call, project } = ground;
  const promote = () => call("/promote-to-live", { body: { projectId: project.projectId } });
  await promote();
  const change = { name: "pro", changes: { limit: 5 } };
  await call(`/tiers?projectId=${project.projectId}&mode=test`, { method: "PUT", body: change });
  const { status, text } = await promote();
  if (status !== 200) throw new Error(text);
}

export const oauthExamples: Record<string, Example> = {
  authorizeConnection: { body: { mode: "test" } },
  bounceCallback: { path: "/callback?state=s&code=c" },
  finishConnection: {
    body: { state: "a state", code: "a code" },
    before: async ({ call }) => {
      const { json } = await call("/authorize", { body: { mode: "test" } });
      return pressAtStripe(json.url);
    },
  },
  readConnections: {},
  disconnect: { path: "/connection?mode=test", before: connectBoth },
  createProducts: { body: saas },
  listAllTiers: {},
  addTier: { body: { tier: { ...tiers[1], name: "team" } } },
  changeTier: { body: { name: "pro", changes: { limit: null } } },
  orderTiers: { body: { names: ["pro", "free"] } },
  deleteTier: { path: "/tiers?name=pro" },
  listAllProducts: { path: "/products?limit=1", project: "store" },
  addProduct: { body: { product: cap }, project: "store" },
  changeProduct: { body: { name: products[0]?.name, changes: { soldOut: true } }, project: "store" },
  deleteProduct: { path: "/products?name=mug", project: "store" },
  syncCatalogue: { body: { dryRun: true }, before: connectBoth },
  promoteToLive: { body: { dryRun: true }, namesProject: true, before: connectBoth },
  rollBackPromotion: { body: { dryRun: true }, namesProject: true, before: promoteTwice },
  readHealth: {},
};

/** One good call for each endpoint of oauth-api, from which the guarantees make the bad ones. */
import { buyPlan, type Example, type Stage } from "../stage.ts";

const inTest = ({ project }: Stage, path: string) =>
  `${path}${path.includes("?") ? "&" : "?"}projectId=${project.projectId}&mode=test`;

async function promote({ connector, project }: Stage): Promise<void> {
  const answer = await connector.call("/promote-to-live", { body: { projectId: project.projectId } });
  if (answer.status !== 200) throw new Error(answer.text);
}

export const oauthExamples: Record<string, Example> = {
  readHealth: {},
  authorizeConnection: { request: () => ({ body: { mode: "test" } }) },
  bounceCallback: { request: () => ({ path: "/callback?code=ac_123&state=abc" }) },
  finishConnection: {
    before: async ({ connector }) => ({ ...(await connector.goToStripe("test")) }),
    request: (_stage, returned) => ({ body: returned }),
  },
  readConnections: {},
  disconnect: {
    before: async ({ connector }) => {
      await connector.connect("test");
      return undefined;
    },
    request: () => ({ path: "/connection?mode=test" }),
  },
  createProducts: {
    request: () => ({
      body: {
        name: "New",
        projectType: "saas",
        tiers: [{ name: "free", displayName: "Free", unitAmount: 0, limit: 5 }],
      },
    }),
  },
  listAllTiers: { isOwn: true, request: (stage) => ({ path: inTest(stage, "/tiers") }) },
  addTier: {
    isOwn: true,
    request: (stage) => ({
      path: inTest(stage, "/tiers/add"),
      body: { tier: { name: "team", displayName: "Team", unitAmount: 4900, limit: null } },
    }),
  },
  changeTier: {
    isOwn: true,
    request: (stage) => ({ path: inTest(stage, "/tiers"), body: { name: "pro", changes: { limit: 500 } } }),
  },
  orderTiers: {
    isOwn: true,
    request: (stage) => ({ path: inTest(stage, "/tiers/order"), body: { names: ["pro", "free"] } }),
  },
  deleteTier: { isOwn: true, request: (stage) => ({ path: inTest(stage, "/tiers?name=pro") }) },
  listAllProducts: {
    isOwn: true,
    project: "store",
    request: (stage) => ({ path: inTest(stage, "/products?limit=1") }),
  },
  addProduct: {
    isOwn: true,
    project: "store",
    request: (stage) => ({
      path: inTest(stage, "/products"),
      body: { product: { name: "cup", displayName: "Cup", unitAmount: 900, stock: 1 } },
    }),
  },
  changeProduct: {
    isOwn: true,
    project: "store",
    request: (stage) => ({ path: inTest(stage, "/products"), body: { name: "mug", changes: { unitAmount: 2000 } } }),
  },
  deleteProduct: { isOwn: true, project: "store", request: (stage) => ({ path: inTest(stage, "/products?name=mug") }) },
  syncCatalogue: {
    isOwn: true,
    before: async ({ connector }) => {
      await connector.connect("test");
      return undefined;
    },
    request: (stage) => ({ path: inTest(stage, "/sync"), body: { dryRun: false } }),
  },
  promoteToLive: {
    isOwn: true,
    before: async (stage) => {
      await buyPlan(stage);
      await stage.connector.connect("live");
      return undefined;
    },
    request: ({ project }) => ({ body: { projectId: project.projectId } }),
  },
  rollBackPromotion: {
    isOwn: true,
    before: async (stage) => {
      await buyPlan(stage);
      await stage.connector.connect("live");
      await promote(stage);
      const edit = { name: "pro", changes: { limit: 500 } };
      await stage.connector.call(inTest(stage, "/tiers"), { method: "PUT", body: edit });
      await promote(stage);
      return undefined;
    },
    request: ({ project }) => ({ body: { projectId: project.projectId } }),
  },
};

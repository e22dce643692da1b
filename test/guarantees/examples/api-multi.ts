/** One good call for each endpoint of api-multi, from which the guarantees make the bad ones. */
import type { WholeWorld } from "../../world/whole-world.ts";
import type { ApiCall, TestProject } from "../../world/world.ts";
import { signedByStripe } from "../stage.ts";

export interface Example {
  /** The path with its parameters filled in. */
  readonly path?: string;
  readonly body?: unknown;
  readonly userId?: string;
  /** The whole request, where a key does not make it. */
  readonly request?: (world: WholeWorld) => ApiCall;
  /** Which project it takes; a SaaS unless said otherwise. */
  readonly project?: "saas" | "store";
  /** Made before the call, so that there is something to answer about. */
  readonly before?: (
    project: TestProject,
    callAs: (path: string, request: ApiCall) => Promise<unknown>,
  ) => Promise<unknown>;
}

export const examples: Record<string, Example> = {
  trackUsage: { body: { amount: 2 }, userId: "ada" },
  trackUsageBatch: {
    body: { events: [{ userId: "ada" }, { userId: "bob", amount: 1_000_000 }, { userId: "usr_made_up" }] },
  },
  releaseUsage: {
    body: { idempotencyKey: "job" },
    userId: "ada",
    before: ({ secretKey }, callAs) =>
      callAs("/api/data", { method: "POST", secretKey, userId: "ada", idempotencyKey: "job" }),
  },
  readUsage: { userId: "ada" },
  listTiers: {},
  listProducts: { path: "/api/products?limit=2", project: "store" },
  readLive: {},
  receiveConnectWebhook: {
    path: "/webhook/stripe/test",
    request: ({ providers }) =>
      signedByStripe(providers.webhookSecrets.connect_test, {
        id: "evt_guarantee",
        object: "event",
        type: "account.updated",
        account: "acct_nobody",
        created: Math.floor(Date.now() / 1000),
        livemode: false,
        data: { object: { id: "acct_nobody", object: "account" } },
      }),
  },
  readHealth: {},
  readOpenapi: {},
  readDocs: {},
  readErrorDocs: {},
  readDocsFile: { path: "/docs/pages.css" },
};

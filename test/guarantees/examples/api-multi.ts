/** One good call for each endpoint of api-multi, from which the guarantees make the bad ones. */
import type { WholeWorld } from "../../world/whole-world.ts";
import type { ApiAnswer, ApiCall, TestProject } from "../../world/world.ts";
import { signedByClerk, signedByStripe } from "../stage.ts";

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
    callAs: (path: string, request: ApiCall) => Promise<ApiAnswer>,
    pay: (url: string) => Promise<unknown>,
  ) => Promise<unknown>;
}

const makeCustomer =
  (id: string): NonNullable<Example["before"]> =>
  ({ secretKey }, callAs) =>
    callAs("/api/customers", { method: "POST", secretKey, body: { id } });

/** Puts a user on `pro`, as by a checkout that was paid. */
const subscribed =
  (userId: string): NonNullable<Example["before"]> =>
  async ({ secretKey }, callAs, pay) => {
    const answer = await callAs("/api/create-checkout", { secretKey, userId, body: { tier: "pro" } });
    await pay(answer.json.url);
  };

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
  createCustomer: { body: { id: "a new one", email: "new@example.com", name: "New One", plan: "pro" } },
  listCustomers: { path: "/api/customers?limit=1&search=a", before: makeCustomer("ada") },
  readCustomer: { path: "/api/customers/ada", before: makeCustomer("ada") },
  changeCustomer: { path: "/api/customers/ada", body: { plan: "pro", name: null }, before: makeCustomer("ada") },
  eraseCustomer: { path: "/api/customers/leaver?cancelSubscription=true", before: makeCustomer("leaver") },
  createCheckout: { body: { tier: "pro" }, userId: "ada" },
  openCustomerPortal: { body: {}, userId: "subscriber", before: subscribed("subscriber") },
  listSubscriptions: { path: "/api/subscriptions?limit=2" },
  previewSubscriptionChange: {
    path: "/api/customers/previewer/subscription/preview",
    body: { tier: "max" },
    before: subscribed("previewer"),
  },
  changeSubscription: {
    path: "/api/customers/changer/subscription/change",
    body: { tier: "max" },
    before: subscribed("changer"),
  },
  cancelSubscription: {
    path: "/api/customers/canceller/subscription/cancel",
    body: {},
    before: subscribed("canceller"),
  },
  resumeSubscription: { path: "/api/customers/resumer/subscription/resume", body: {}, before: subscribed("resumer") },
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
  receiveEndUserWebhook: {
    path: "/webhook/clerk/test",
    request: ({ providers }) =>
      signedByClerk(providers.settingsOf("api-multi").CLERK_END_USERS_WEBHOOK_SECRET_TEST ?? "", {
        object: "event",
        type: "user.deleted",
        data: { id: "user_nobody", object: "user", deleted: true },
      }),
  },
  readHealth: {},
  readOpenapi: {},
  readDocs: {},
  readErrorDocs: {},
  readDocsFile: { path: "/docs/pages.css" },
};

/** One good call for each endpoint of api-multi, from which the guarantees make the bad ones. */
import { connect, eventRow, rowsOf, subscriptionRow } from "../../dashboard/rows.ts";
import { newDeveloper, type PlatformDeveloper } from "../../plan/developer.ts";
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
    more: { readonly world: WholeWorld; readonly pay: (url: string) => Promise<unknown> },
  ) => Promise<unknown>;
}

/** A sale that was made and paid before the suite begins. */
export const sold = { orderId: "", sessionId: "" };

const makeCustomer =
  (id: string): NonNullable<Example["before"]> =>
  ({ secretKey }, callAs) =>
    callAs("/api/customers", { method: "POST", secretKey, body: { id } });

/** Puts a user on `pro`, as by a checkout that was paid. */
const subscribed =
  (userId: string): NonNullable<Example["before"]> =>
  async ({ secretKey }, callAs, { pay }) => {
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
  createCartCheckout: { body: { items: [{ product: "sticker", quantity: 2 }] }, project: "store" },
  readOrderBySession: {
    get path() {
      return `/api/orders/by-session/${sold.sessionId}`;
    },
    project: "store",
  },
  listOrders: { path: "/api/orders?limit=1&status=paid", project: "store" },
  readOrder: {
    get path() {
      return `/api/orders/${sold.orderId}`;
    },
    project: "store",
  },
  refundOrder: {
    get path() {
      return `/api/orders/${sold.orderId}/refund`;
    },
    body: { amount: 100 },
    project: "store",
  },
  changeStock: { path: "/api/products/mug/stock", body: { delta: 1 }, project: "store" },
  showCheckoutSuccess: {},
  showCheckoutCanceled: {},
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
  readDashboard: { path: "/api/dashboard?range=week" },
  readTotals: asNewDeveloper(),
  listDashboardCustomers: { path: "/api/dashboard/customers?sort=name&search=a" },
  listDashboardOrders: { path: "/api/dashboard/orders?status=paid", project: "store" },
  listDashboardEvents: { path: "/api/dashboard/events?outcome=pending" },
  readEvent: { path: "/api/events/evt_readEvent", before: putEvent("readEvent") },
  replayEvent: { path: "/api/events/evt_replayEvent/replay", before: putEvent("replayEvent") },
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

/** An event of the project, about a subscription that is its own. */
function putEvent(name: string): NonNullable<Example["before"]> {
  return async (project, _callAs, { world }) => {
    const rows = await rowsOf(world);
    const connected = await rows.run(
      "SELECT stripe_account_id FROM stripe_connections WHERE platform_id = ?",
      project.platformId,
    );
    const account = connected[0] ? String(connected[0].stripe_account_id) : await connect(rows, project);
    await rows.put("subscriptions", [
      subscriptionRow(project, `sub_${name}`, { stripe_account_id: account, user_id: name }),
    ]);
    await rows.put("inbox_events", [eventRow(account, `evt_${name}`, { object_id: `sub_${name}` })]);
  };
}

/** For what only a session opens. */
function asNewDeveloper(): Example {
  let developer: PlatformDeveloper | undefined;
  return {
    async before(_project, _callAs, { world }) {
      developer = await newDeveloper(world);
    },
    request: () => ({ headers: { Authorization: `Bearer ${developer?.token}` } }),
  };
}

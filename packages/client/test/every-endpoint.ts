/** One call of each endpoint by its operationId, with all that it can be told. */
import type { DreamAPI } from "../src/index.ts";

export const callOf: Record<string, (api: DreamAPI) => Promise<unknown>> = {
  trackUsage: (api) => api.trackUsage("alice", { amount: 2, plan: "pro" }),
  trackUsageBatch: (api) => api.trackUsageBatch([{ userId: "alice", amount: 2, plan: "pro" }]),
  releaseUsage: (api) => api.releaseUsage("alice", "job-1", { plan: "pro" }),
  readUsage: (api) => api.checkUsage("alice", { plan: "pro" }),
  listTiers: (api) => api.tiers(),
  listProducts: (api) => api.products({ limit: 2, cursor: "c1" }),
  createCartCheckout: (api) =>
    api.cart.checkout([{ product: "mug", quantity: 1 }], {
      email: "alice@example.com",
      successUrl: "https://example.com/thanks",
      cancelUrl: "https://example.com/cart",
      promotionCode: "SPRING",
    }),
  readOrderBySession: (api) => api.orders.bySession("cs_1"),
  listOrders: (api) =>
    api.orders.list({ limit: 2, cursor: "c1", status: "paid", updatedAfter: "2026-11-01T00:00:00.000Z" }),
  readOrder: (api) => api.orders.get("ord_1"),
  refundOrder: (api) => api.orders.refund("ord_1", { items: [{ product: "mug", quantity: 1 }], restock: true }),
  changeStock: (api) => api.stock.set("mug", 20, { expected: 17 }),
  createCheckout: (api) =>
    api.createCheckout("alice", "pro", {
      successUrl: "https://example.com/thanks",
      cancelUrl: "https://example.com/pricing",
      promotionCode: "SPRING",
      trialDays: 14,
    }),
  openCustomerPortal: (api) => api.openPortal("alice", { returnUrl: "https://example.com/account" }),
  listSubscriptions: (api) =>
    api.subscriptions.list({ limit: 2, cursor: "c1", status: "active", updatedAfter: "2026-11-01T00:00:00.000Z" }),
  previewSubscriptionChange: (api) => api.subscriptions.preview("alice", "pro"),
  changeSubscription: (api) => api.subscriptions.change("alice", "pro"),
  cancelSubscription: (api) => api.subscriptions.cancel("alice", { atPeriodEnd: false }),
  resumeSubscription: (api) => api.subscriptions.resume("alice"),
  createCustomer: (api) =>
    api.customers.create({ id: "alice", email: "alice@example.com", name: "Alice", plan: "pro", invite: true }),
  listCustomers: (api) => api.customers.list({ limit: 2, cursor: "c1", search: "ali", plan: "pro", status: "active" }),
  readCustomer: (api) => api.customers.get("alice"),
  changeCustomer: (api) => api.customers.update("alice", { plan: null, name: "Alice" }),
  eraseCustomer: (api) => api.customers.delete("alice", { cancelSubscription: true }),
  readLive: (api) => api.dashboard.live(),
  readDashboard: (api) => api.dashboard.figures({ range: "week" }),
  listDashboardCustomers: (api) =>
    api.dashboard.customers({ limit: 2, cursor: "c1", search: "ali", plan: "pro", status: "active", sort: "name" }),
  listDashboardOrders: (api) =>
    api.dashboard.orders({ limit: 2, cursor: "c1", search: "ord_", status: "paid", sort: "oldest" }),
  listDashboardEvents: (api) =>
    api.dashboard.events({ limit: 2, cursor: "c1", search: "evt_", outcome: "failed", sort: "oldest" }),
  readEvent: (api) => api.events.get("evt_1"),
  replayEvent: (api) => api.events.replay("evt_1"),
};

/** Those that a browser calls for who is signed in. */
export const ownCallOf: Record<string, (api: DreamAPI) => Promise<unknown>> = {
  trackUsage: (api) => api.trackUsage({ amount: 2 }),
  readUsage: (api) => api.checkUsage(),
  createCheckout: (api) => api.createCheckout("pro", { promotionCode: "SPRING" }),
  openCustomerPortal: (api) => api.openPortal({ returnUrl: "https://example.com/account" }),
};

/** The routes of api-multi. */
import { apiMultiEndpoints } from "@dream-api/contract";
import type { Clock } from "@dream-api/domain";
import { healthRoute, keepHouse } from "@dream-api/http";
import { Hono } from "hono";
import { report } from "./report.ts";
import type { Api, AppEnv } from "./routes/api.ts";
import { routeCartCheckout } from "./routes/cart-checkout.ts";
import { routeChangeCustomer } from "./routes/change-customer.ts";
import { routeChangeStock } from "./routes/change-stock.ts";
import { routeChangeSubscription } from "./routes/change-subscription.ts";
import { routeCreateCheckout } from "./routes/create-checkout.ts";
import { routeCreateCustomer } from "./routes/create-customer.ts";
import { routeCustomerPortal } from "./routes/customer-portal.ts";
import { routeEraseCustomer } from "./routes/erase-customer.ts";
import { routeListCustomers } from "./routes/list-customers.ts";
import { routeListDashboardCustomers } from "./routes/list-dashboard-customers.ts";
import { routeListDashboardEvents } from "./routes/list-dashboard-events.ts";
import { routeListDashboardOrders } from "./routes/list-dashboard-orders.ts";
import { routeListOrders } from "./routes/list-orders.ts";
import { routeListProducts } from "./routes/list-products.ts";
import { routeListSubscriptions } from "./routes/list-subscriptions.ts";
import { routeListTiers } from "./routes/list-tiers.ts";
import { routeReadCustomer } from "./routes/read-customer.ts";
import { routeReadDashboard } from "./routes/read-dashboard.ts";
import { routeDocs } from "./routes/read-docs.ts";
import { routeReadEvent } from "./routes/read-event.ts";
import { routeReadLive } from "./routes/read-live.ts";
import { routeReadOrder } from "./routes/read-order.ts";
import { routeReadOrderBySession } from "./routes/read-order-by-session.ts";
import { routeReadTotals } from "./routes/read-totals.ts";
import { routeReadUsage } from "./routes/read-usage.ts";
import { routeReceiveConnectWebhook } from "./routes/receive-connect-webhook.ts";
import { routeReceiveEndUserWebhook } from "./routes/receive-end-user-webhook.ts";
import { routeRefundOrder } from "./routes/refund-order.ts";
import { routeReleaseUsage } from "./routes/release-usage.ts";
import { routeReplayEvent } from "./routes/replay-event.ts";
import { routeCheckoutPages } from "./routes/show-checkout-result.ts";
import { routeTrackUsage } from "./routes/track-usage.ts";
import { routeTrackUsageBatch } from "./routes/track-usage-batch.ts";
import { servicesOf } from "./services.ts";

/** @returns the Worker's `fetch` */
export function createApp(clock: Clock) {
  const app = new Hono<AppEnv>();
  const api: Api = { app, servicesOf: (env) => servicesOf(env, clock) };
  const serve = keepHouse(app, {
    service: "api-multi",
    endpoints: apiMultiEndpoints,
    requireSetUp: api.servicesOf,
    idempotency: (env) => api.servicesOf(env).idempotency,
  });

  routeTrackUsage(api);
  routeTrackUsageBatch(api);
  routeReleaseUsage(api);
  routeReadUsage(api);
  routeListTiers(api);
  routeListProducts(api);
  routeCartCheckout(api);
  routeReadOrderBySession(api);
  routeListOrders(api);
  routeReadOrder(api);
  routeRefundOrder(api);
  routeChangeStock(api);
  routeCheckoutPages(api);
  routeCreateCheckout(api);
  routeCustomerPortal(api);
  routeListSubscriptions(api);
  routeChangeSubscription(api);
  routeCreateCustomer(api);
  routeListCustomers(api);
  routeReadCustomer(api);
  routeChangeCustomer(api);
  routeEraseCustomer(api);
  routeReadLive(api);
  routeReadDashboard(api);
  routeReadTotals(api);
  routeListDashboardCustomers(api);
  routeListDashboardOrders(api);
  routeListDashboardEvents(api);
  routeReadEvent(api);
  routeReplayEvent(api);
  routeReceiveConnectWebhook(api);
  routeReceiveEndUserWebhook(api);
  healthRoute(app, report, (env) => ({ database: api.servicesOf(env).pingDatabase }));
  routeDocs(api);
  return serve;
}

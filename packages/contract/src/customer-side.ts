/**
 * What api-multi has for customers and is not reachable yet: an endpoint moves to `apiMultiEndpoints` with its route.
 */
import { createCartCheckout, showCheckoutCanceled, showCheckoutSuccess } from "./checkout.ts";
import { readDashboard, readTotals } from "./dashboard.ts";
import { listDashboardCustomers, listDashboardEvents, listDashboardOrders } from "./dashboard-tables.ts";
import type { Endpoint } from "./endpoint.ts";
import { readEvent, replayEvent } from "./events.ts";
import { changeStock, listOrders, readOrder, readOrderBySession, refundOrder } from "./orders.ts";

export const customerSideEndpoints: readonly Endpoint[] = [
  createCartCheckout,
  readOrderBySession,
  listOrders,
  readOrder,
  refundOrder,
  changeStock,
  readDashboard,
  listDashboardCustomers,
  listDashboardOrders,
  listDashboardEvents,
  readEvent,
  replayEvent,
  readTotals,
  showCheckoutSuccess,
  showCheckoutCanceled,
];

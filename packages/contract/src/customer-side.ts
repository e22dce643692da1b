/**
 * What api-multi has for customers and is not reachable yet: an endpoint moves to `apiMultiEndpoints` with its route.
 */
import { createCartCheckout, showCheckoutCanceled, showCheckoutSuccess } from "./checkout.ts";
import { changeCustomer, createCustomer, eraseCustomer, listCustomers, readCustomer } from "./customers.ts";
import { readDashboard, readTotals } from "./dashboard.ts";
import { listDashboardCustomers, listDashboardEvents, listDashboardOrders } from "./dashboard-tables.ts";
import type { Endpoint } from "./endpoint.ts";
import { readEvent, replayEvent } from "./events.ts";
import { changeStock, listOrders, readOrder, readOrderBySession, refundOrder } from "./orders.ts";
import { receiveEndUserWebhook } from "./webhooks.ts";

export const customerSideEndpoints: readonly Endpoint[] = [
  createCartCheckout,
  readOrderBySession,
  createCustomer,
  listCustomers,
  readCustomer,
  changeCustomer,
  eraseCustomer,
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
  receiveEndUserWebhook,
  showCheckoutSuccess,
  showCheckoutCanceled,
];

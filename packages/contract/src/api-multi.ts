/** Every endpoint of api-multi. What is not in this list is not reachable. */
import { listProducts, listTiers } from "./catalogue.ts";
import {
  createCartCheckout,
  createCheckout,
  openCustomerPortal,
  showCheckoutCanceled,
  showCheckoutSuccess,
} from "./checkout.ts";
import { changeCustomer, createCustomer, eraseCustomer, listCustomers, readCustomer } from "./customers.ts";
import { readDashboard, readLive, readTotals } from "./dashboard.ts";
import { listDashboardCustomers, listDashboardEvents, listDashboardOrders } from "./dashboard-tables.ts";
import type { Endpoint } from "./endpoint.ts";
import { readEvent, replayEvent } from "./events.ts";
import { changeStock, listOrders, readOrder, readOrderBySession, refundOrder } from "./orders.ts";
import {
  cancelSubscription,
  changeSubscription,
  listSubscriptions,
  previewSubscriptionChange,
  resumeSubscription,
} from "./subscriptions.ts";
import { readDocs, readDocsFile, readErrorDocs, readHealth, readOpenapi } from "./system.ts";
import { readUsage, releaseUsage, trackUsage, trackUsageBatch } from "./usage.ts";
import { receiveConnectWebhook, receiveEndUserWebhook } from "./webhooks.ts";

export const apiMultiEndpoints: readonly Endpoint[] = [
  trackUsage,
  trackUsageBatch,
  releaseUsage,
  readUsage,
  listTiers,
  listProducts,
  createCartCheckout,
  readOrderBySession,
  listOrders,
  readOrder,
  refundOrder,
  changeStock,
  showCheckoutSuccess,
  showCheckoutCanceled,
  createCheckout,
  openCustomerPortal,
  listSubscriptions,
  previewSubscriptionChange,
  changeSubscription,
  cancelSubscription,
  resumeSubscription,
  createCustomer,
  listCustomers,
  readCustomer,
  changeCustomer,
  eraseCustomer,
  readLive,
  readDashboard,
  readTotals,
  listDashboardCustomers,
  listDashboardOrders,
  listDashboardEvents,
  readEvent,
  replayEvent,
  receiveConnectWebhook,
  receiveEndUserWebhook,
  readHealth,
  readOpenapi,
  readDocs,
  readErrorDocs,
  readDocsFile,
];

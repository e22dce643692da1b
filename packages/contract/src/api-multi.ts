/** Every endpoint of api-multi. What is not in this list is not reachable. */
import { listProducts, listTiers } from "./catalogue.ts";
import { createCartCheckout, showCheckoutCanceled, showCheckoutSuccess } from "./checkout.ts";
import { readLive } from "./dashboard.ts";
import type { Endpoint } from "./endpoint.ts";
import { changeStock, listOrders, readOrder, readOrderBySession, refundOrder } from "./orders.ts";
import { readDocs, readDocsFile, readErrorDocs, readHealth, readOpenapi } from "./system.ts";
import { readUsage, releaseUsage, trackUsage, trackUsageBatch } from "./usage.ts";
import { receiveConnectWebhook } from "./webhooks.ts";

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
  readLive,
  receiveConnectWebhook,
  showCheckoutSuccess,
  showCheckoutCanceled,
  readHealth,
  readOpenapi,
  readDocs,
  readErrorDocs,
  readDocsFile,
];

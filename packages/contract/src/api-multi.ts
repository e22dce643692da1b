/** Every endpoint of api-multi. What is not in this list is not reachable. */
import { listProducts, listTiers } from "./catalogue.ts";
import { createCheckout, openCustomerPortal } from "./checkout.ts";
import { changeCustomer, createCustomer, eraseCustomer, listCustomers, readCustomer } from "./customers.ts";
import { readLive } from "./dashboard.ts";
import type { Endpoint } from "./endpoint.ts";
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
  receiveConnectWebhook,
  receiveEndUserWebhook,
  readHealth,
  readOpenapi,
  readDocs,
  readErrorDocs,
  readDocsFile,
];

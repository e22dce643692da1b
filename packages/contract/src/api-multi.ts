/** Every endpoint of api-multi. What is not in this list is not reachable. */
import { listProducts, listTiers } from "./catalogue.ts";
import { readLive } from "./dashboard.ts";
import type { Endpoint } from "./endpoint.ts";
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
  readLive,
  receiveConnectWebhook,
  readHealth,
  readOpenapi,
  readDocs,
  readErrorDocs,
  readDocsFile,
];

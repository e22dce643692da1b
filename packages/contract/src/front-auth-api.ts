/** Every endpoint of front-auth-api. What is not in this list is not reachable. */
import { generatePlatformId, readMe } from "./account.ts";
import { readAsset, uploadAsset } from "./assets.ts";
import type { Endpoint } from "./endpoint.ts";
import { createKey, readCredentials, revokeKey, rotateKey } from "./keys.ts";
import { dismissNotice, listNotices, readAuditLog } from "./notices.ts";
import { createPlanCheckout, openBillingPortal, readPlanSubscription } from "./plan.ts";
import { changeProjectSettings, deleteProject, listProjects } from "./projects.ts";
import { registerDeveloper } from "./registration.ts";
import { readHealth } from "./system.ts";
import { receiveDeveloperWebhook, receivePlanWebhook } from "./webhooks.ts";

export const frontAuthApiEndpoints: readonly Endpoint[] = [
  generatePlatformId,
  readMe,
  createPlanCheckout,
  openBillingPortal,
  readPlanSubscription,
  listProjects,
  changeProjectSettings,
  deleteProject,
  readCredentials,
  createKey,
  rotateKey,
  revokeKey,
  uploadAsset,
  readAsset,
  listNotices,
  dismissNotice,
  readAuditLog,
  registerDeveloper,
  receiveDeveloperWebhook,
  receivePlanWebhook,
  readHealth,
];

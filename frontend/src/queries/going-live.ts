/** Connecting Stripe, and promotion from test to live. */
import {
  authorizeConnection,
  disconnect,
  finishConnection,
  promoteToLive,
  readConnections,
  rollBackPromotion,
} from "@dream-api/contract";
import { accountKey, projectKey, type QueryOptions, useChange, useEndpoint } from "./use-endpoint.ts";

export const useConnections = (options?: QueryOptions) => useEndpoint("oauth", readConnections, {}, options);

/** Its reply has the URL at Stripe to send the browser to. */
export const useAuthorize = () => useChange("oauth", authorizeConnection);
export const useFinishConnection = () => useChange("oauth", finishConnection, { stale: [accountKey, ["project"]] });
export const useDisconnect = () => useChange("oauth", disconnect, { stale: [accountKey, ["project"]] });

/** With `dryRun` they answer the plan and change nothing. */
export const usePromote = (projectId: string) =>
  useChange("oauth", promoteToLive, { stale: [accountKey, projectKey(projectId)] });
export const useRollBack = (projectId: string) =>
  useChange("oauth", rollBackPromotion, { stale: [accountKey, projectKey(projectId)] });

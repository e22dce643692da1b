/** Connecting Stripe, and promotion from test to live. */
import {
  authorizeConnection,
  disconnect,
  finishConnection,
  type PromotionPlan,
  promoteToLive,
  readConnections,
  rollBackPromotion,
} from "@dream-api/contract";
import { useQuery } from "@tanstack/react-query";
import type { ApiError } from "../api/api-error.ts";
import { useApi } from "../api/api-provider.tsx";
import { accountKey, projectKey, type QueryOptions, useChange, useEndpoint } from "./use-endpoint.ts";

export const useConnections = (options?: QueryOptions) => useEndpoint("oauth", readConnections, {}, options);

/** Its reply has the URL at Stripe to send the browser to. */
export const useAuthorize = () => useChange("oauth", authorizeConnection);
export const useFinishConnection = () => useChange("oauth", finishConnection, { stale: [accountKey, ["project"]] });
export const useDisconnect = () => useChange("oauth", disconnect, { stale: [accountKey, ["project"]] });

const promotionEndpoints = { promotion: promoteToLive, rollback: rollBackPromotion };
export type PromotionKind = keyof typeof promotionEndpoints;

/** What a promotion or going back would do. */
export function usePromotionPlan(projectId: string, kind: PromotionKind, { isEnabled = true }: QueryOptions = {}) {
  const api = useApi();
  return useQuery<PromotionPlan, ApiError>({
    queryKey: [...projectKey(projectId), "plan", kind],
    queryFn: async ({ signal }) => {
      const body = { projectId, dryRun: true };
      return (await api.call("oauth", promotionEndpoints[kind], { body, signal })).plan;
    },
    enabled: isEnabled,
    retry: (failures, error) => error.isTransient && failures < 2,
  });
}

/** Its reply holds live's first secret, which is told this once. */
export const useApplyPromotion = (projectId: string, kind: PromotionKind) =>
  useChange("oauth", promotionEndpoints[kind], { stale: [accountKey, projectKey(projectId)] });

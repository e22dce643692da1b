/** The developer's account: who they are, what they pay us, what they should know. */
import {
  createPlanCheckout,
  dismissNotice,
  generatePlatformId,
  listNotices,
  type Me,
  openBillingPortal,
  readAuditLog,
  readMe,
  readPlanSubscription,
  readTotals,
} from "@dream-api/contract";
import { useQuery } from "@tanstack/react-query";
import { type ApiError, isApiError } from "../api/api-error.ts";
import { useApi } from "../api/api-provider.tsx";
import { keep, readKept } from "../kept.ts";
import { accountKey, useChange, useEndpoint, usePages } from "./use-endpoint.ts";

const meKey = [...accountKey, "me"];

/**
 * The account of who is signed in; made at the first visit.
 * @param userId at Clerk
 * @param claim what an invitation's link carries: brings what was registered without a browser
 */
export function useMe(userId: string, claim?: string) {
  const api = useApi();
  return useQuery<Me, ApiError>({
    queryKey: meKey,
    queryFn: async () => {
      const entered = `entered.${userId}` as const;
      // Safe at every visit; most are spared the call.
      if (claim || !readKept(entered)) {
        await api.call("frontAuth", generatePlatformId, { body: claim ? { claim } : {} });
        keep(entered, "yes");
      }
      try {
        return await api.call("frontAuth", readMe);
      } catch (error) {
        // The account was deleted since: the next try makes another.
        if (isApiError(error, "no_platform")) keep(entered, null);
        throw error;
      }
    },
  });
}

/** The account as the shell around the page has it, which also asks for it. */
export function useAccount() {
  const api = useApi();
  // Without a function to ask with, a change that makes the account stale could not ask again.
  const queryFn = () => api.call("frontAuth", readMe);
  return useQuery<Me, ApiError>({ queryKey: meKey, queryFn, enabled: false });
}

export const usePlan = () => useEndpoint("frontAuth", readPlanSubscription);

/** Live figures over all projects. @param range how far back */
export const useTotals = (range: "day" | "week" | "month" | "year") =>
  useEndpoint("api", readTotals, { query: { range } });

export const useNotices = () => usePages("frontAuth", listNotices);

export const useAuditLog = (projectId?: string) =>
  usePages("frontAuth", readAuditLog, { query: projectId ? { projectId } : {} });

export const useDismissNotice = () => useChange("frontAuth", dismissNotice, { stale: [accountKey] });

/** Both answer the URL of a page at Stripe, to go to. */
export const usePlanCheckout = () => useChange("frontAuth", createPlanCheckout);
export const useBillingPortal = () => useChange("frontAuth", openBillingPortal);

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
import type { Api } from "../api/call.ts";
import { accountKey, useChange, useEndpoint, usePages } from "./use-endpoint.ts";

const meKey = [...accountKey, "me"];

/** The account of who is signed in; made at the first visit. */
export function useMe(claim?: string) {
  const api = useApi();
  return useQuery<Me, ApiError>({
    queryKey: meKey,
    queryFn: () => enterAccount(api, claim),
  });
}

/** @param claim what an invitation's link carries: brings what was registered without a browser */
async function enterAccount(api: Api, claim: string | undefined): Promise<Me> {
  if (claim) await api.call("frontAuth", generatePlatformId, { body: { claim } });
  try {
    return await api.call("frontAuth", readMe);
  } catch (error) {
    if (!isApiError(error, "no_platform")) throw error;
    await api.call("frontAuth", generatePlatformId, { body: {} });
    return api.call("frontAuth", readMe);
  }
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

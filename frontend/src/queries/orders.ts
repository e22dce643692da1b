/** What a store sold. */
import { listDashboardOrders, readOrder, refundOrder } from "@dream-api/contract";
import type { CallInput, Tenant } from "../api/call.ts";
import { projectKey, type QueryOptions, useChange, useEndpoint, usePages } from "./use-endpoint.ts";

export const useOrders = (tenant: Tenant, query: CallInput<typeof listDashboardOrders>["query"]) =>
  usePages("api", listDashboardOrders, { tenant, query });

/** The oldest: among them is the first that was paid, whatever became of it. */
export const useOldestOrders = (tenant: Tenant, options?: QueryOptions) =>
  useEndpoint("api", listDashboardOrders, { tenant, query: { sort: "oldest", limit: 100 } }, options);

export const useOrder = (tenant: Tenant, id: string, options?: QueryOptions) =>
  useEndpoint("api", readOrder, { tenant, params: { id } }, options);

export const useRefundOrder = ({ projectId, mode }: Tenant) =>
  useChange("api", refundOrder, { stale: [projectKey(projectId, mode)] });

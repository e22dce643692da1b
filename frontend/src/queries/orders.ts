/** What a store sold. */
import { listDashboardOrders, readOrder, refundOrder } from "@dream-api/contract";
import type { CallInput, Tenant } from "../api/call.ts";
import { projectKey, type QueryOptions, useChange, useEndpoint, usePages } from "./use-endpoint.ts";

export const useOrders = (tenant: Tenant, query: CallInput<typeof listDashboardOrders>["query"]) =>
  usePages("api", listDashboardOrders, { tenant, query });

/** Of the newest paid ones, one at most: tells whether there is any. */
export const useFirstPaidOrder = (tenant: Tenant, options?: QueryOptions) =>
  useEndpoint("api", listDashboardOrders, { tenant, query: { status: "paid", limit: 1 } }, options);

export const useOrder = (tenant: Tenant, id: string, options?: QueryOptions) =>
  useEndpoint("api", readOrder, { tenant, params: { id } }, options);

export const useRefundOrder = ({ projectId, mode }: Tenant) =>
  useChange("api", refundOrder, { stale: [projectKey(projectId, mode)] });

/** A project's customers and their subscriptions. */
import {
  cancelSubscription,
  changeCustomer,
  changeSubscription,
  createCustomer,
  eraseCustomer,
  listDashboardCustomers,
  previewSubscriptionChange,
  readCustomer,
  resumeSubscription,
} from "@dream-api/contract";
import type { CallInput, Tenant } from "../api/call.ts";
import { projectKey, type QueryOptions, useChange, useEndpoint, usePages } from "./use-endpoint.ts";

const stale = ({ projectId, mode }: Tenant) => ({ stale: [projectKey(projectId, mode)] });

export const useCustomers = (tenant: Tenant, query: CallInput<typeof listDashboardCustomers>["query"]) =>
  usePages("api", listDashboardCustomers, { tenant, query });

export const useCustomer = (tenant: Tenant, id: string, options?: QueryOptions) =>
  useEndpoint("api", readCustomer, { tenant, params: { id } }, options);

export const useCreateCustomer = (tenant: Tenant) => useChange("api", createCustomer, stale(tenant));
export const useChangeCustomer = (tenant: Tenant) => useChange("api", changeCustomer, stale(tenant));
export const useEraseCustomer = (tenant: Tenant) => useChange("api", eraseCustomer, stale(tenant));

/** What the change would cost; changes nothing. */
export const usePreviewChange = () => useChange("api", previewSubscriptionChange);
export const useChangeSubscription = (tenant: Tenant) => useChange("api", changeSubscription, stale(tenant));
export const useCancelSubscription = (tenant: Tenant) => useChange("api", cancelSubscription, stale(tenant));
export const useResumeSubscription = (tenant: Tenant) => useChange("api", resumeSubscription, stale(tenant));

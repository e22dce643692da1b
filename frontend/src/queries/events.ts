/** What Stripe told us of a project. */
import { listDashboardEvents, readEvent, replayEvent } from "@dream-api/contract";
import type { CallInput, Tenant } from "../api/call.ts";
import { projectKey, type QueryOptions, useChange, useEndpoint, usePages } from "./use-endpoint.ts";

export const useEvents = (tenant: Tenant, query: CallInput<typeof listDashboardEvents>["query"]) =>
  usePages("api", listDashboardEvents, { tenant, query });

export const useEvent = (tenant: Tenant, id: string, options?: QueryOptions) =>
  useEndpoint("api", readEvent, { tenant, params: { id } }, options);

export const useReplayEvent = ({ projectId, mode }: Tenant) =>
  useChange("api", replayEvent, { stale: [projectKey(projectId, mode)] });

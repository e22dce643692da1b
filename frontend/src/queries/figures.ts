/** How a project is doing: over a range, and this very moment. */
import { type Range, readDashboard, readLive } from "@dream-api/contract";
import type { Tenant } from "../api/call.ts";
import { type QueryOptions, useEndpoint } from "./use-endpoint.ts";

export const useFigures = (tenant: Tenant, range: Range) =>
  useEndpoint("api", readDashboard, { tenant, query: { range } });

/** Asked of the counters themselves. @param options `pollMs` to go on asking */
export const useLive = (tenant: Tenant, options?: QueryOptions) => useEndpoint("api", readLive, { tenant }, options);

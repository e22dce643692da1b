/** The whole product with the dashboard as it is deployed, on ports of its own, for tests that look at its pages. */
import { buildFrontend } from "../../scripts/local/frontend/build-frontend.ts";
import { frontendWorker } from "../../scripts/local/frontend/frontend-worker.ts";
import { freePorts } from "../../scripts/local/ports.ts";
import type { StackOptions } from "../../scripts/local/stack.ts";
import { useWholeWorld, type WholeWorld } from "../world/whole-world.ts";

/** The pages must know the Workers' addresses before they run, so the ports are chosen first. */
const [api, frontAuth, oauth, frontend, endUserAuth] = await freePorts(5);

/** `providers.dashboardUrl` is where the pages are. @param options more of the stack's */
export function useDashboard(options: Partial<StackOptions> = {}): WholeWorld {
  const urls = {
    api: `http://localhost:${api}`,
    frontAuth: `http://localhost:${frontAuth}`,
    oauth: `http://localhost:${oauth}`,
    endUserAuth: `http://localhost:${endUserAuth}`,
  };
  return useWholeWorld(
    {
      ...options,
      ports: { api: api ?? 0, frontAuth: frontAuth ?? 0, oauth: oauth ?? 0, endUserAuth: endUserAuth ?? 0 },
    },
    { frontendUrl: `http://localhost:${frontend}` },
    async (providers) => ({
      extraWorkers: [await frontendWorker({ directory: await buildFrontend(), port: frontend ?? 0, providers, urls })],
    }),
  );
}

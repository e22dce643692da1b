/** Around every page of the dashboard: who is signed in, which project, which mode. */
import { createRoute, lazyRouteComponent, retainSearchParams } from "@tanstack/react-router";
import { rootRoute } from "./root-route.tsx";
import { readShellSearch } from "./shell-search.ts";

export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  validateSearch: readShellSearch,
  search: { middlewares: [retainSearchParams(["project", "mode"])] },
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
});

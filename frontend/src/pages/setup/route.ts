import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

export const setupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/setup",
  component: lazyRouteComponent(() => import("./setup-page.tsx"), "SetupPage"),
});

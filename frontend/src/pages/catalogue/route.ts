import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

export const catalogueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/api-tier-config",
  component: lazyRouteComponent(() => import("./catalogue-page.tsx"), "CataloguePage"),
});

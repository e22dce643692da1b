import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

export const keysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/credentials",
  component: lazyRouteComponent(() => import("./keys-page.tsx"), "KeysPage"),
});

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

export const goLiveRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/go-live",
  component: lazyRouteComponent(() => import("./go-live-page.tsx"), "GoLivePage"),
});

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

export const ordersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/orders",
  component: lazyRouteComponent(() => import("./orders-page.tsx"), "OrdersPage"),
});

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

export const customersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/customers",
  component: lazyRouteComponent(() => import("./customers-page.tsx"), "CustomersPage"),
});

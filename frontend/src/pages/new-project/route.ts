import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

export const newProjectRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/projects/new",
  component: lazyRouteComponent(() => import("./new-project-page.tsx"), "NewProjectPage"),
});

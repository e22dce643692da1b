import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";
import { type AccountView, readAccountView } from "./views.ts";

/** What part of the page is looked at; absent is the plan. */
interface AccountSearch {
  readonly view?: AccountView;
}

export const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/account",
  validateSearch: ({ view }: Record<string, unknown>): AccountSearch => {
    const known = readAccountView(view);
    return known ? { view: known } : {};
  },
  component: lazyRouteComponent(() => import("./account-page.tsx"), "AccountPage"),
});

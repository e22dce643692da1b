import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../app/shell-route.ts";

/** What Stripe sends back: `code` after a yes, `error` after a no. */
interface CallbackSearch {
  readonly state?: string;
  readonly code?: string;
  readonly error?: string;
}

export const connectCallbackRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/connect/callback",
  validateSearch: ({ state, code, error }: Record<string, unknown>): CallbackSearch => ({
    ...(typeof state === "string" ? { state } : {}),
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof error === "string" ? { error } : {}),
  }),
  component: lazyRouteComponent(() => import("./connect-callback-page.tsx"), "ConnectCallbackPage"),
});

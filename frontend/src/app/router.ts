/** Every page, by its address. A page's own folder says the rest of it. */
import { createRouter } from "@tanstack/react-router";
import { accountRoute } from "../pages/account/route.ts";
import { catalogueRoute } from "../pages/catalogue/route.ts";
import { connectCallbackRoute } from "../pages/connect-callback/route.ts";
import { customersRoute } from "../pages/customers/route.ts";
import { dashboardRoute } from "../pages/dashboard/route.ts";
import { eventsRoute } from "../pages/events/route.ts";
import { goLiveRoute } from "../pages/go-live/route.ts";
import { keysRoute } from "../pages/keys/route.ts";
import { landingRoute } from "../pages/landing/route.ts";
import { newProjectRoute } from "../pages/new-project/route.ts";
import { ordersRoute } from "../pages/orders/route.ts";
import { settingsRoute } from "../pages/settings/route.ts";
import { setupRoute } from "../pages/setup/route.ts";
import { signInRoute, signUpRoute } from "../pages/sign-in/route.ts";
import { usageRoute } from "../pages/usage/route.ts";
import { rootRoute } from "./root-route.tsx";
import { shellRoute } from "./shell-route.ts";

const routeTree = rootRoute.addChildren([
  landingRoute,
  signInRoute,
  signUpRoute,
  shellRoute.addChildren([
    dashboardRoute,
    newProjectRoute,
    setupRoute,
    connectCallbackRoute,
    customersRoute,
    usageRoute,
    ordersRoute,
    catalogueRoute,
    eventsRoute,
    keysRoute,
    settingsRoute,
    goLiveRoute,
    accountRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

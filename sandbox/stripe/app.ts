/** Everything the sandbox answers, in one list. */
import { Hono } from "hono";
import { confirmPaymentPage, retrievePaymentPage } from "./checkout/payment-pages.ts";
import { oauthRoutes } from "./connect/oauth-routes.ts";
import { controlApi } from "./control/control-api.ts";
import { hostedPages } from "./pages/hosted-pages.ts";
import type { Sandbox } from "./sandbox.ts";
import { type ExtraRoute, stripeApi } from "./wire/api.ts";

const pageRoutes: ExtraRoute[] = [
  {
    operation: "GET /v1/payment_pages/:id",
    answers: { $ref: "Checkout.Session" },
    run: (sandbox, { scope }, form, id) => retrievePaymentPage(sandbox.books(scope), form, id),
  },
  {
    operation: "POST /v1/payment_pages/:id/confirm",
    answers: { $ref: "Checkout.Session" },
    run: (sandbox, { scope }, form, id) => confirmPaymentPage(sandbox.books(scope), form, id),
  },
];

export function sandboxApp(sandbox: Sandbox): Hono {
  const app = new Hono();
  // The control page has no login: what another site's page sends is not from whoever sits here.
  app.use("/_sandbox/*", async (context, next) => {
    const isForeign = context.req.header("Sec-Fetch-Site") === "cross-site" && context.req.method !== "GET";
    return isForeign ? context.text("Another site may not turn the sandbox", 403) : next();
  });
  app.route("/_sandbox", controlApi(sandbox));
  app.route("/", oauthRoutes(sandbox));
  app.route("/", hostedPages(sandbox));
  app.route("/", stripeApi(sandbox, pageRoutes));
  // A cut connection is the socket's business, and a bug should not look like an answer.
  app.onError((error) => {
    throw error;
  });
  app.notFound((context) => context.text("The sandbox has no such page", 404));
  return app;
}

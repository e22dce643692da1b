/** Everything the sandbox answers, in one list. */
import { Hono } from "hono";
import { confirmPaymentPage, retrievePaymentPage } from "./checkout/payment-pages.ts";
import { oauthRoutes } from "./connect/oauth-routes.ts";
import { controlApi } from "./control/control-api.ts";
import { hostedPages } from "./pages/hosted-pages.ts";
import type { Sandbox } from "./sandbox.ts";
import { type ExtraRoute, stripeApi } from "./wire/api.ts";
import type { Handle } from "./wire/http-server.ts";
import type { Answer, Incoming } from "./wire/incoming.ts";

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

export function sandboxApp(sandbox: Sandbox): Handle {
  const api = stripeApi(sandbox, pageRoutes);
  const pages = pagesApp(sandbox);
  return (incoming) => (incoming.path.startsWith("/v1/") ? api(incoming) : answerOf(pages, incoming));
}

function pagesApp(sandbox: Sandbox): Hono {
  const app = new Hono();
  // The control page has no login: what another site's page sends is not from whoever sits here.
  app.use("/_sandbox/*", async (context, next) => {
    const isForeign = context.req.header("Sec-Fetch-Site") === "cross-site" && context.req.method !== "GET";
    return isForeign ? context.text("Another site may not turn the sandbox", 403) : next();
  });
  app.route("/_sandbox", controlApi(sandbox));
  app.route("/", oauthRoutes(sandbox));
  app.route("/", hostedPages(sandbox));
  // A cut connection is the socket's business, and a bug should not look like an answer.
  app.onError((error) => {
    throw error;
  });
  app.notFound((context) => context.text("The sandbox has no such page", 404));
  return app;
}

/** Pages and the sandbox's own API can wait for a request to become a `Request`. */
async function answerOf(app: Hono, { method, path, query, body, headers }: Incoming): Promise<Answer> {
  const url = `http://${headers.host ?? "127.0.0.1"}${path}${query ? `?${query}` : ""}`;
  const sent = new Headers(Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value] as const] : [])));
  const response = await app.fetch(new Request(url, { method, headers: sent, ...(body ? { body } : {}) }));
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

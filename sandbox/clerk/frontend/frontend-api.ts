/**
 * The Frontend API: what ClerkJS calls, and the files of ClerkJS itself. Browsers are told apart by the token of their
 * development browser; one that this instance did not give out is refused, and ClerkJS then asks for a new one.
 */
import { type ErrorHandler, Hono, type NotFoundHandler } from "hono";
import { ClerkRefusal } from "../errors/refusal.ts";
import { makeId } from "../store/make-id.ts";
import { toEnvironment } from "../wire/environment.ts";
import { addClientRoutes } from "./client.ts";
import type { FrontendApp } from "./frontend-app.ts";
import { addMeRoutes } from "./me.ts";
import { addMyAddressRoutes } from "./my-addresses.ts";
import { addScriptRoutes } from "./scripts.ts";
import { addSessionRoutes } from "./sessions.ts";
import { addSignInRoutes } from "./sign-ins.ts";
import { addSignUpRoutes } from "./sign-ups.ts";
import { addTicketRoutes } from "./tickets.ts";

const browserToken = "__clerk_db_jwt";

export function createFrontendApi(onError: ErrorHandler, notFound: NotFoundHandler): FrontendApp {
  const app: FrontendApp = new Hono();
  app.onError(onError);
  app.notFound(notFound);
  addScriptRoutes(app);
  addTicketRoutes(app);
  app.post("/v1/dev_browser", (context) => {
    const { id } = context.env.scope.devBrowsers.put({ id: makeId("dvb"), clientId: null });
    return context.json({ object: "dev_browser", id });
  });
  app.use("/v1/*", async (context, next) => {
    const devBrowser = context.env.scope.devBrowsers.find(context.req.query(browserToken));
    if (!devBrowser) throw new ClerkRefusal("dev_browser_unauthenticated");
    context.set("devBrowser", devBrowser);
    await next();
  });
  app.on(["GET", "PATCH"], "/v1/environment", (context) => context.json(toEnvironment(context.env.scope.instance)));
  addClientRoutes(app);
  addSignUpRoutes(app);
  addSignInRoutes(app);
  addSessionRoutes(app);
  addMeRoutes(app);
  addMyAddressRoutes(app);
  return app;
}

/**
 * The request as the Frontend API reads it: without the path in front of it and the slash that ClerkJS sometimes puts
 * behind it, and with the verb that it hides in `_method` to spare itself preflights.
 */
export async function toFrontendRequest(request: Request, prefix: string): Promise<Request> {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(prefix.length).replace(/\/$/, "");
  const method = request.method === "POST" ? (url.searchParams.get("_method") ?? "POST") : request.method;
  const body = request.method === "GET" || request.method === "HEAD" ? null : await request.text();
  return new Request(url, { method, headers: request.headers, body });
}

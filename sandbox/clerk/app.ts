/**
 * Everything the sandbox answers. The Backend API and, for a proxy that forwards to Clerk's own host, the Frontend API
 * stand at the root and are told apart by their keys; a browser's relative proxy path leads to `/frontend/:instance`.
 */
import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { createBackendApi } from "./backend/backend-api.ts";
import { ClerkRefusal, requireFound } from "./errors/refusal.ts";
import { createFrontendApi, toFrontendRequest } from "./frontend/frontend-api.ts";
import type { Registry } from "./instances/registry.ts";
import type { Control } from "./outbox/control.ts";
import { createControlApi } from "./outbox/control-api.ts";
import { createPage } from "./outbox/page.ts";

export function createApp(registry: Registry, control: Control): Hono {
  const app = new Hono();
  const frontendApi = createFrontendApi(onError, notFound);
  app.onError(onError);
  app.notFound(notFound);
  app.route("/_sandbox/api", createControlApi(control));
  app.route("/_sandbox", createPage(control));
  app.use(async (context, next) => {
    const secretKey = context.req.header("Clerk-Secret-Key");
    if (secretKey === undefined) return next();
    const scope = registry.bySecretKey(secretKey);
    if (!scope) throw new ClerkRefusal("clerk_key_invalid");
    return frontendApi.fetch(await toFrontendRequest(context.req.raw, ""), { scope });
  });
  app.all("/frontend/:instance/*", async (context) => {
    const slug = context.req.param("instance");
    const scope = requireFound(registry.bySlug(slug), "instance", slug);
    return frontendApi.fetch(await toFrontendRequest(context.req.raw, `/frontend/${slug}`), { scope });
  });
  app.route("/v1", createBackendApi(registry));
  return app;
}

function notFound({ req }: Context): Response {
  return refuse(new ClerkRefusal("not_simulated", { longMessage: `The sandbox knows no ${req.method} ${req.path}` }));
}

function onError(error: Error): Response {
  if (error instanceof ClerkRefusal) return refuse(error);
  throw error;
}

/** The SDK reads an error only when its type is exactly `application/json`. */
function refuse(refusal: ClerkRefusal): Response {
  const traceId = randomBytes(16).toString("hex");
  return new Response(JSON.stringify(refusal.toBody(traceId)), {
    status: refusal.status,
    headers: { "Content-Type": "application/json", "Clerk-Trace-Id": traceId },
  });
}

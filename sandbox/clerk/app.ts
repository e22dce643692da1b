/**
 * Everything the sandbox answers. The Backend API and, for a proxy that forwards to Clerk's own host, the Frontend API
 * stand at the root and are told apart by their keys; a browser's relative proxy path leads to `/frontend/:instance`.
 */
import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { createBackendApi } from "./backend/backend-api.ts";
import { ClerkRefusal } from "./errors/refusal.ts";
import type { Registry } from "./instances/registry.ts";

export function createApp(registry: Registry): Hono {
  const app = new Hono();
  const backendApi = createBackendApi(registry);
  app.notFound(({ req }) => refuse(new ClerkRefusal("not_simulated", { longMessage: `${req.method} ${req.path}` })));
  app.onError((error) => {
    if (error instanceof ClerkRefusal) return refuse(error);
    throw error;
  });
  app.route("/v1", backendApi);
  return app;
}

/** The SDK reads an error only when its type is exactly `application/json`. */
function refuse(refusal: ClerkRefusal): Response {
  const traceId = randomBytes(16).toString("hex");
  return new Response(JSON.stringify(refusal.toBody(traceId)), {
    status: refusal.status,
    headers: { "Content-Type": "application/json", "Clerk-Trace-Id": traceId },
  });
}

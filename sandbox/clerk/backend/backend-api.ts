/** The Backend API: what `@clerk/backend` calls with an instance's secret key. */
import { Hono } from "hono";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Registry } from "../instances/registry.ts";
import { toJwks } from "../tokens/sign-jwt.ts";
import type { BackendApp } from "./backend-app.ts";
import { addInvitationRoutes } from "./invitations.ts";
import { addJwtTemplateRoutes } from "./jwt-templates.ts";
import { addSessionRoutes } from "./sessions.ts";
import { addSignInTokenRoutes } from "./sign-in-tokens.ts";
import { addUserRoutes } from "./users.ts";

export function createBackendApi(registry: Registry): BackendApp {
  const app: BackendApp = new Hono();
  app.use(async (context, next) => {
    const scope = registry.bySecretKey(/^Bearer (.+)$/.exec(context.req.header("Authorization") ?? "")?.[1]);
    if (!scope) throw new ClerkRefusal("clerk_key_invalid");
    context.set("scope", scope);
    await next();
  });
  app.get("/jwks", (context) => context.json(toJwks(context.var.scope.instance)));
  addUserRoutes(app);
  addSessionRoutes(app);
  addSignInTokenRoutes(app);
  addInvitationRoutes(app);
  addJwtTemplateRoutes(app);
  return app;
}

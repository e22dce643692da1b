/** `/v1/client/sessions`: tokens, and the end of a session. */
import { requireTemplateNamed } from "../accounts/jwt-template.ts";
import { closeSession, requireActive } from "../accounts/sessions.ts";
import { ClerkRefusal } from "../errors/refusal.ts";
import { mintSessionToken, mintTemplateToken } from "../tokens/mint-token.ts";
import { showSession } from "../wire/client.ts";
import { toBackendSession } from "../wire/session.ts";
import { answer, clientOf, originOf, sessionOf } from "./browser.ts";
import type { FrontendApp } from "./frontend-app.ts";

export function addSessionRoutes(app: FrontendApp): void {
  app.post("/v1/client/sessions/:id/touch", (context) => {
    const { scope } = context.env;
    const { session, user } = requireActive(scope, sessionOf(context, context.req.param("id")));
    const now = scope.now();
    const touched = scope.sessions.put({ ...session, lastActiveAt: now });
    const client = clientOf(context);
    if (client) scope.clients.put({ ...client, lastActiveSessionId: session.id, updatedAt: now });
    scope.users.put({ ...user, lastActiveAt: now });
    return answer(context, showSession(scope, touched, user, originOf(context)));
  });

  app.post("/v1/client/sessions/:id/tokens/:template?", (context) => {
    const { scope } = context.env;
    const active = requireActive(scope, sessionOf(context, context.req.param("id")));
    const request = { ...active, origin: originOf(context) };
    const name = context.req.param("template");
    if (name === undefined) return context.json({ object: "token", jwt: mintSessionToken(scope, request) });
    const template = requireTemplateNamed(scope, name);
    return context.json({ object: "token", jwt: mintTemplateToken(scope, template, request) });
  });

  for (const [action, status] of [
    ["end", "ended"],
    ["remove", "removed"],
  ] as const) {
    app.post(`/v1/client/sessions/:id/${action}`, (context) => {
      const session = sessionOf(context, context.req.param("id"));
      if (!session) throw new ClerkRefusal("resource_not_found");
      return answer(context, toBackendSession(closeSession(context.env.scope, session, status)));
    });
  }
}

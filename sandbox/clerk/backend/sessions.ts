/** `/v1/sessions`. */

import { createClient } from "../accounts/clients.ts";
import { requireTemplateNamed } from "../accounts/jwt-template.ts";
import { closeSession, currentSession, openSession, requireActive } from "../accounts/sessions.ts";
import { ClerkRefusal, requireFound } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { Session } from "../store/entities.ts";
import { mintSessionToken, mintTemplateToken } from "../tokens/mint-token.ts";
import { toBackendSession } from "../wire/session.ts";
import type { BackendApp } from "./backend-app.ts";
import { answerList } from "./page-of.ts";
import { readBody, requireParam } from "./read-body.ts";
import { requireUser } from "./users.ts";

export function addSessionRoutes(app: BackendApp): void {
  app.get("/sessions", (context) => {
    const { scope } = context.var;
    const { user_id: userId, client_id: clientId, status } = context.req.query();
    if (!userId && !clientId) throw new ClerkRefusal("form_param_missing", { paramName: "user_id" });
    const sessions = scope.sessions
      .all()
      .reverse()
      .map((session) => currentSession(scope, session))
      .filter((one) => !userId || one.userId === userId)
      .filter((one) => !clientId || one.clientId === clientId)
      .filter((one) => !status || one.status === status);
    return answerList(context, sessions, toBackendSession);
  });

  // Clerk allows this in development instances only, and every instance of the sandbox is one.
  app.post("/sessions", async (context) => {
    const { scope } = context.var;
    const { user_id: userId } = await readBody(context, { user_id: "string" });
    const user = requireUser(scope, requireParam(userId, "user_id"));
    const session = openSession(scope, user, createClient(scope), { strategy: "backend", browserName: "Backend API" });
    return context.json(toBackendSession(session));
  });

  app.get("/sessions/:id", (context) => {
    const { scope } = context.var;
    return context.json(toBackendSession(currentSession(scope, requireSession(scope, context.req.param("id")))));
  });

  app.post("/sessions/:id/revoke", (context) => {
    const { scope } = context.var;
    const session = requireSession(scope, context.req.param("id"));
    return context.json(toBackendSession(closeSession(scope, session, "revoked")));
  });

  app.post("/sessions/:id/tokens/:template?", async (context) => {
    const { scope } = context.var;
    const { expires_in_seconds: expiresInSeconds } = await readBody(context, { expires_in_seconds: "number" });
    const active = requireActive(scope, requireSession(scope, context.req.param("id")));
    const request = { ...active, origin: undefined, expiresInSeconds: expiresInSeconds ?? undefined };
    const name = context.req.param("template");
    if (name === undefined) return context.json({ object: "token", jwt: mintSessionToken(scope, request) });
    return context.json({ object: "token", jwt: mintTemplateToken(scope, requireTemplateNamed(scope, name), request) });
  });
}

function requireSession(scope: Scope, id: string): Session {
  return requireFound(scope.sessions.find(id), "session", id);
}

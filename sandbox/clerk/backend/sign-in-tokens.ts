/** `/v1/sign_in_tokens`: tickets that sign a user in once. */
import { ClerkRefusal, requireFound } from "../errors/refusal.ts";
import type { SignInToken } from "../store/entities.ts";
import { makeId, randomText } from "../store/make-id.ts";
import type { BackendApp } from "./backend-app.ts";
import { readBody, requireParam } from "./read-body.ts";
import { requireUser } from "./users.ts";

const defaultLifetimeSeconds = 30 * 24 * 3600;

export function addSignInTokenRoutes(app: BackendApp): void {
  app.post("/sign_in_tokens", async (context) => {
    const { scope } = context.var;
    const body = await readBody(context, { user_id: "string", expires_in_seconds: "number" });
    const user = requireUser(scope, requireParam(body.user_id, "user_id"));
    const now = scope.now();
    const token = scope.signInTokens.put({
      id: makeId("sit"),
      userId: user.id,
      token: randomText(48),
      status: "pending",
      expiresAt: now + (body.expires_in_seconds ?? defaultLifetimeSeconds) * 1000,
      createdAt: now,
      updatedAt: now,
    });
    return context.json(toSignInToken(token));
  });

  app.post("/sign_in_tokens/:id/revoke", (context) => {
    const { scope } = context.var;
    const id = context.req.param("id");
    const token = requireFound(scope.signInTokens.find(id), "sign-in token", id);
    if (token.status !== "pending") throw new ClerkRefusal("ticket_invalid");
    return context.json(toSignInToken(scope.signInTokens.put({ ...token, status: "revoked", updatedAt: scope.now() })));
  });
}

function toSignInToken({ id, userId, token, status, createdAt, updatedAt }: SignInToken) {
  const times = { created_at: createdAt, updated_at: updatedAt };
  return { object: "sign_in_token", id, user_id: userId, token, status, url: null, ...times };
}

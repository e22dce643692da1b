/** A browser's client with everything that is under way in it. */
import { activeSessions } from "../accounts/sessions.ts";
import type { Scope } from "../instances/instance.ts";
import type { Client, Session, User } from "../store/entities.ts";
import { mintSessionToken } from "../tokens/mint-token.ts";
import { toFrontendSession } from "./session.ts";
import { toSignIn } from "./sign-in.ts";
import { toSignUp } from "./sign-up.ts";

export function toClient(scope: Scope, client: Client, origin: string | undefined) {
  const signUp = scope.signUps.find(client.signUpId);
  const signIn = scope.signIns.find(client.signInId);
  return {
    object: "client",
    id: client.id,
    sessions: activeSessions(scope, ({ clientId }) => clientId === client.id).flatMap((session) => {
      const user = scope.users.find(session.userId);
      return user ? [showSession(scope, session, user, origin)] : [];
    }),
    sign_up: signUp ? toSignUp(signUp) : null,
    sign_in: signIn ? toSignIn(signIn, scope.users.find(signIn.userId)) : null,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastStrategy,
    cookie_expires_at: null,
    captcha_bypass: true,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}

/** A session with a token that was just made for it. */
export function showSession(scope: Scope, session: Session, user: User, origin: string | undefined) {
  return toFrontendSession(session, user, mintSessionToken(scope, { session, user, origin }), scope.now());
}

/** Sessions: opened by a sign-in, read with their expiry, closed by whoever may. */
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { Client, Session, SessionStatus, User } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";
import { toBackendSession } from "../wire/session.ts";

/** @param strategy how the user proved who they are, for the client's memory. @throws ClerkRefusal for a banned user */
export function openSession(
  scope: Scope,
  user: User,
  client: Client,
  { strategy, browserName }: { strategy: string; browserName: string },
): Session {
  if (user.isBanned) throw new ClerkRefusal("user_banned");
  const now = scope.now();
  const session = scope.sessions.put({
    id: makeId("sess"),
    clientId: client.id,
    userId: user.id,
    status: "active",
    browserName,
    lastActiveAt: now,
    expireAt: now + scope.instance.settings.sessionLifetimeSeconds * 1000,
    createdAt: now,
    updatedAt: now,
  });
  scope.clients.put({ ...client, lastActiveSessionId: session.id, lastStrategy: strategy, updatedAt: now });
  scope.users.put({ ...user, lastSignInAt: now, lastActiveAt: now });
  scope.publish("session.created", toBackendSession(session));
  return session;
}

/** As it is now: one past its end counts as expired. */
export function currentSession(scope: Scope, session: Session): Session {
  const isOver = session.status === "active" && scope.now() >= session.expireAt;
  return isOver ? { ...session, status: "expired" } : session;
}

export function activeSessions(scope: Scope, belongs: (session: Session) => boolean): Session[] {
  return scope.sessions.all().filter((one) => belongs(one) && currentSession(scope, one).status === "active");
}

/** @throws ClerkRefusal 401 for one that is over: this is how a browser hears of a revocation */
export function requireActive(scope: Scope, session: Session | undefined): { session: Session; user: User } {
  const user = scope.users.find(session?.userId);
  if (!session || !user || currentSession(scope, session).status !== "active") {
    throw new ClerkRefusal("authentication_invalid");
  }
  return { session, user };
}

export function closeSession(scope: Scope, session: Session, status: Exclude<SessionStatus, "active">): Session {
  const isActive = currentSession(scope, session).status === "active";
  if (!isActive) return session;
  const closed = scope.sessions.put({ ...session, status, updatedAt: scope.now() });
  const client = scope.clients.find(session.clientId);
  if (client?.lastActiveSessionId === session.id) scope.clients.put({ ...client, lastActiveSessionId: null });
  scope.publish(`session.${status}`, toBackendSession(closed));
  return closed;
}

export function closeSessionsOf(scope: Scope, userId: string, status: "removed" | "revoked", exceptId?: string): void {
  for (const session of activeSessions(scope, (one) => one.userId === userId && one.id !== exceptId)) {
    closeSession(scope, session, status);
  }
}

/** A session as the two APIs show it. */
import type { Session, User } from "../store/entities.ts";
import { toFrontendUser, toPublicUserData } from "./user.ts";

export function toBackendSession(session: Session) {
  return {
    object: "session",
    id: session.id,
    client_id: session.clientId,
    user_id: session.userId,
    status: session.status,
    last_active_at: session.lastActiveAt,
    last_active_organization_id: null,
    actor: null,
    latest_activity: toActivity(session),
    expire_at: session.expireAt,
    abandon_at: session.expireAt + 23 * 24 * 3_600_000,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}

/** @param jwt a fresh token, so that the browser need not ask for its first one. @param now epoch milliseconds */
export function toFrontendSession(session: Session, user: User, jwt: string, now: number) {
  const { client_id: _client, user_id: _user, latest_activity: _activity, ...shown } = toBackendSession(session);
  return {
    ...shown,
    tasks: null,
    factor_verification_age: [Math.floor((now - session.createdAt) / 60_000), -1],
    public_user_data: toPublicUserData(user),
    user: toFrontendUser(user),
    last_active_token: { object: "token", jwt },
  };
}

export function toSessionWithActivity(session: Session) {
  return { ...toBackendSession(session), user: null, tasks: null };
}

function toActivity(session: Session) {
  return {
    object: "session_activity",
    id: `sess_activity_${session.id.slice("sess_".length)}`,
    browser_name: session.browserName,
    browser_version: "",
    device_type: "Sandbox",
    ip_address: "127.0.0.1",
    city: "",
    country: "",
    is_mobile: false,
  };
}

/** Everything that one instance holds. There is no way from here to what another instance holds. */
import type { DatabaseSync } from "node:sqlite";
import { type Collection, openCollection } from "./collection.ts";
import type * as kept from "./entities.ts";

export interface InstanceState {
  readonly users: Collection<kept.User>;
  readonly sessions: Collection<kept.Session>;
  readonly devBrowsers: Collection<kept.DevBrowser>;
  readonly clients: Collection<kept.Client>;
  readonly signUps: Collection<kept.SignUp>;
  readonly signIns: Collection<kept.SignIn>;
  readonly signInTokens: Collection<kept.SignInToken>;
  readonly invitations: Collection<kept.Invitation>;
  readonly jwtTemplates: Collection<kept.JwtTemplate>;
  readonly emails: Collection<kept.Email>;
  readonly webhookEndpoints: Collection<kept.WebhookEndpoint>;
  readonly deliveries: Collection<kept.Delivery>;
  readonly seededUsers: Collection<kept.SeededUser>;
}

/** Kinds of documents that say how an instance is set up, not what happened in it. */
const setUpKinds = ["webhook_endpoint", "seeded_user"];

/** Forgets what happened in all instances. */
export function forgetWhatHappened(database: DatabaseSync): void {
  const marks = setUpKinds.map(() => "?").join(", ");
  database.prepare(`DELETE FROM documents WHERE kind NOT IN (${marks})`).run(...setUpKinds);
}

export function openInstanceState(database: DatabaseSync, instanceId: string): InstanceState {
  return {
    users: openCollection(database, instanceId, "user"),
    sessions: openCollection(database, instanceId, "session"),
    devBrowsers: openCollection(database, instanceId, "dev_browser"),
    clients: openCollection(database, instanceId, "client"),
    signUps: openCollection(database, instanceId, "sign_up"),
    signIns: openCollection(database, instanceId, "sign_in"),
    signInTokens: openCollection(database, instanceId, "sign_in_token"),
    invitations: openCollection(database, instanceId, "invitation"),
    jwtTemplates: openCollection(database, instanceId, "jwt_template"),
    emails: openCollection(database, instanceId, "email"),
    webhookEndpoints: openCollection(database, instanceId, "webhook_endpoint"),
    deliveries: openCollection(database, instanceId, "delivery"),
    seededUsers: openCollection(database, instanceId, "seeded_user"),
  };
}

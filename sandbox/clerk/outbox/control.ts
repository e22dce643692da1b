/** What a person or a test may do to the sandbox from outside. Clerk has none of it. */
import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { createClient } from "../accounts/clients.ts";
import { findUserByEmail } from "../accounts/email-address.ts";
import { restoreSeededUsers, type SeedUser, seedUser } from "../accounts/seeded-users.ts";
import { currentSession, openSession } from "../accounts/sessions.ts";
import { requireFound } from "../errors/refusal.ts";
import type { InstanceSettings, InstanceSlug, Scope } from "../instances/instance.ts";
import type { Registry } from "../instances/registry.ts";
import type { Delivery, Email, Session, User, WebhookEndpoint } from "../store/entities.ts";
import { forgetWhatHappened } from "../store/instance-state.ts";
import { makeId } from "../store/make-id.ts";
import { mintSessionToken, requireFreeClaims } from "../tokens/mint-token.ts";
import type { WebhookSender } from "../webhooks/webhook-sender.ts";

/** How an application is told about an instance. */
export interface InstanceKeys {
  readonly slug: InstanceSlug;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly jwtKey: string;
  readonly issuer: string;
  /** Where a relative proxy path of the application must lead. */
  readonly frontendApiUrl: string;
}

export interface Control {
  instances(): InstanceKeys[];
  instance(slug: string): InstanceKeys;
  /** Newest first, like every list here. */
  emails(slug: string): Email[];
  users(slug: string): User[];
  sessions(slug: string): Session[];
  deliveries(slug: string): Delivery[];
  webhookEndpoints(slug: string): WebhookEndpoint[];
  changeSettings(slug: string, changes: Partial<InstanceSettings>): void;
  /** The same URL keeps its endpoint and its secret; a secret that is given again takes its endpoint to the new URL. */
  addWebhookEndpoint(slug: string, url: string, eventTypes?: readonly string[], secret?: string): WebhookEndpoint;
  resend(slug: string, deliveryId: string): Promise<void>;
  /** Finds each user by address, or makes it. Its id is always the same, and a reset brings it back as it is here. */
  seed(slug: string, users: readonly SeedUser[]): User[];
  /** Opens a session without a browser, with a token as a page of `origin` would get it. */
  signIn(slug: string, emailAddress: string, origin: string): { sessionId: string; token: string };
  /** Back to the start: keys, webhook endpoints and seeded users stay, settings are the first ones, all else is gone. */
  reset(): void;
}

export function createControl(registry: Registry, webhooks: WebhookSender, database: DatabaseSync): Control {
  const scopeOf = (slug: string): Scope => requireFound(registry.bySlug(slug), "instance", slug);
  const newestFirst = <T>(items: T[]): T[] => items.reverse();
  return {
    instances: () => registry.all().map(keysOf),
    instance: (slug) => keysOf(scopeOf(slug)),
    emails: (slug) => newestFirst(scopeOf(slug).emails.all()),
    users: (slug) => newestFirst(scopeOf(slug).users.all()),
    deliveries: (slug) => newestFirst(scopeOf(slug).deliveries.all()),
    webhookEndpoints: (slug) => newestFirst(scopeOf(slug).webhookEndpoints.all()),
    sessions(slug) {
      const scope = scopeOf(slug);
      return newestFirst(scope.sessions.all()).map((session) => currentSession(scope, session));
    },
    changeSettings(slug, changes) {
      if (changes.sessionClaims) requireFreeClaims(changes.sessionClaims);
      registry.changeSettings(scopeOf(slug).instance.slug, changes);
    },
    addWebhookEndpoint(slug, url, eventTypes = [], secret) {
      const { webhookEndpoints } = scopeOf(slug);
      const known = webhookEndpoints.all().find((endpoint) => endpoint.url === url || endpoint.secret === secret);
      const newSecret = () => `whsec_${randomBytes(24).toString("base64")}`;
      return webhookEndpoints.put({
        id: known?.id ?? makeId("ep"),
        url,
        secret: secret ?? known?.secret ?? newSecret(),
        eventTypes,
      });
    },
    resend(slug, deliveryId) {
      const scope = scopeOf(slug);
      return webhooks.resend(scope, requireFound(scope.deliveries.find(deliveryId), "delivery", deliveryId));
    },
    seed(slug, users) {
      const scope = scopeOf(slug);
      return users.map((user) => seedUser(scope, user));
    },
    signIn(slug, emailAddress, origin) {
      const scope = scopeOf(slug);
      const user = requireFound(findUserByEmail(scope, emailAddress.toLowerCase()), "user", emailAddress);
      const strategy = { strategy: "password", browserName: "Sandbox" };
      const session = openSession(scope, user, createClient(scope), strategy);
      return { sessionId: session.id, token: mintSessionToken(scope, { session, user, origin }) };
    },
    reset() {
      forgetWhatHappened(database);
      registry.restoreSettings();
      for (const scope of registry.all()) restoreSeededUsers(scope);
    },
  };
}

function keysOf({ instance, sandboxUrl }: Scope): InstanceKeys {
  const { slug, publishableKey, secretKey, jwtKey, settings } = instance;
  const frontendApiUrl = `${sandboxUrl()}/frontend/${slug}`;
  return { slug, publishableKey, secretKey, jwtKey, issuer: settings.issuer, frontendApiUrl };
}

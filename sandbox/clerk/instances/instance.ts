/** A Clerk instance: one application in one environment, with keys, users and settings of its own. */
import type { InstanceState } from "../store/instance-state.ts";

export interface InstanceSettings {
  /** Clerk's own is 60; shorter ones let tests see a refresh. */
  readonly sessionTokenLifetimeSeconds: number;
  readonly sessionLifetimeSeconds: number;
  /** Added to every session token; values may hold shortcodes. */
  readonly sessionClaims: Record<string, unknown>;
  /** What tokens carry as `iss`: the Frontend API, or the proxy in front of it where one is registered. */
  readonly issuer: string;
  readonly canDeleteSelf: boolean;
}

export interface Instance {
  readonly id: string;
  readonly slug: InstanceSlug;
  readonly applicationName: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  /** PEM, SPKI: what Clerk's dashboard shows as the JWKS public key. */
  readonly jwtKey: string;
  readonly settings: InstanceSettings;
}

export const instanceSlugs = ["dream-api", "end-user-api-test", "end-user-api-live"] as const;
export type InstanceSlug = (typeof instanceSlugs)[number];

/** An instance at work: what a use case gets to work with. */
export interface Scope extends InstanceState {
  readonly instance: Instance;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Where the sandbox itself answers, for links in e-mails. */
  readonly sandboxUrl: () => string;
  /** Tells the instance's webhook endpoints. `data` is what the wire shows. */
  readonly publish: (type: string, data: object) => void;
}

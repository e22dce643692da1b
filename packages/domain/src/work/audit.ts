/** Who changed what: every change by a developer, a key or a provider leaves an entry, in the change's own batch. */
import type { Mode, NoticeKind } from "@dream-api/contract";

/** Who acts, and in which request. */
export interface Actor {
  /** `key` with the hint of the secret; never the secret itself. */
  readonly name: "developer" | "system" | "stripe" | "clerk" | `key ${string}`;
  /** Null for what no request asked for. */
  readonly requestId: string | null;
}

export interface AuditEntry {
  readonly platformId: string;
  readonly projectId?: string;
  readonly mode?: Mode;
  readonly actor: Actor;
  /** What was done, as `tier.changed` or `key.revoked`. */
  readonly action: string;
  /** What a person needs to understand it; no secret, no address. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Something the developer should know; shown until it is dismissed. */
export interface Notice {
  readonly platformId: string;
  readonly projectId?: string;
  readonly mode?: Mode;
  readonly kind: NoticeKind;
  /** Two notices of a kind about the same topic are one while it stands. */
  readonly topic: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

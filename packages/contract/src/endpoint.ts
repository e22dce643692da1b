/**
 * What an endpoint is: the one description from which its route, its validation, its place in the guarantees
 * suite and its page in the OpenAPI document are made.
 */
import type * as z from "zod";
import type { ErrorCode } from "./errors.ts";

/**
 * Who may call: `K` secret key, `S` secret key with `X-User-Id`, `U` an end user's token of that project, `P`
 * publishable key, `D` a developer's session, `person` a page of the hosted sign-in with the Clerk session of whoever
 * sits before it, `signature` a provider's webhook, `-` anybody.
 */
export type Caller = "K" | "S" | "U" | "P" | "D" | "person" | "signature" | "-";

export const headerNames = {
  authorization: "Authorization",
  publishableKey: "X-Publishable-Key",
  userId: "X-User-Id",
  userPlan: "X-User-Plan",
  idempotencyKey: "Idempotency-Key",
  replayed: "Idempotent-Replayed",
  requestId: "X-Request-Id",
} as const;

export type HeaderName = keyof typeof headerNames;

export const bodyLimits = {
  standardBytes: 64 * 1024,
  batchBytes: 1024 * 1024,
  webhookBytes: 1024 * 1024,
  assetBytes: 5 * 1024 * 1024,
} as const;

export interface Endpoint<
  Body extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
  Params extends z.ZodType = z.ZodType,
> {
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  /** Required, so that no route can forget to say it. */
  readonly who: readonly [Caller, ...Caller[]];
  /** The chapter of the reference that it stands in. */
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Request headers beyond the credential; a question mark stands behind those that this endpoint can do without. */
  readonly headers?: readonly (HeaderName | `${HeaderName}?`)[];
  /** The path's own parameters, by the names that stand in it behind a colon. */
  readonly params?: Params;
  readonly body?: Body;
  /** A body that is read raw and not as JSON: what it may be. Such an endpoint has no `body`. */
  readonly bodyMediaTypes?: readonly [string, ...string[]];
  readonly bodyLimitBytes?: number;
  readonly query?: Query;
  /** The status of a success: 200 unless said. 302 sends a browser on and has no body. */
  readonly status?: 200 | 201 | 302;
  /** The JSON body of a success; absent where the answer is not JSON. */
  readonly reply?: Reply;
  /** What a success is when it is not JSON; beside `reply`, what it may also be. */
  readonly replyMediaType?: string;
  /**
   * What a repeat with the same `Idempotency-Key` gets. `kept` is the first answer, without its secrets, which is kept for
   * a day. `anew` is for what is harmless to do again and whose answer opens something, so that it must not be kept.
   */
  readonly repeat?: "kept" | "anew";
  /**
   * `oauth`: bodies are forms, and errors are written as RFC 6749 wants them. `browser`: a person's browser comes by
   * itself, so errors are pages. Absent: JSON both ways.
   */
  readonly protocol?: "oauth" | "browser";
  /** Of input that is read loosely, because its faults are told elsewhere: how a caller has to write it. */
  readonly written?: { readonly body?: z.ZodType; readonly query?: z.ZodType };
  readonly errors: readonly ErrorCode[];
}

/** Keeps the schemas' own types, so that a route gets its input typed. */
export function endpoint<
  Body extends z.ZodType,
  Query extends z.ZodType,
  Reply extends z.ZodType,
  Params extends z.ZodType,
>(description: Endpoint<Body, Query, Reply, Params>): Endpoint<Body, Query, Reply, Params> {
  return description;
}

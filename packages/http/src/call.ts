/** What is known of a request while it is served, kept beside it: middleware would cost every call more than this. */

import type { Endpoint } from "@dream-api/contract";
import type { IdempotencyDependencies } from "@dream-api/domain";

export interface Call {
  readonly requestId: string;
  /** The origin that serves `/docs/errors`. */
  readonly docsOrigin: string;
  /** Remembers answers for `Idempotency-Key`; absent in a Worker that has none. */
  readonly idempotency: IdempotencyDependencies | undefined;
  /** The path as the contract writes it, once it is known. */
  route: string | null;
  /** How that path's errors are written. */
  protocol: Endpoint["protocol"];
}

const calls = new WeakMap<Request, Call>();

export function beginCall(request: Request, known: Omit<Call, "route" | "protocol">): Call {
  const call: Call = { ...known, route: null, protocol: undefined };
  calls.set(request, call);
  return call;
}

/** @throws Error for a request that did not come through {@link keepHouse} */
export function callOf(request: Request): Call {
  const call = calls.get(request);
  if (!call) throw new Error("A request is served that nobody received");
  return call;
}

/** Scheme, host and port of a URL, which is well-formed as every request's is. */
export function originOf({ url }: Request): string {
  return url.slice(0, url.indexOf("/", url.indexOf("://") + 3));
}

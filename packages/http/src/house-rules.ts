/**
 * What holds for every answer of a Worker: a request id, security headers, CORS, one log line, and errors written in
 * one place. It stands around the app and not inside it: as middleware the same cost a fifth of the throughput.
 */
import { type Endpoint, errorCatalogue, headerNames } from "@dream-api/contract";
import { type IdempotencyDependencies, newId } from "@dream-api/domain";
import type { Env, Hono } from "hono";
import { beginCall, callOf, originOf } from "./call.ts";
import { allowOrigin, type CrossOrigin, preflightResponse } from "./cross-origin.ts";
import { errorPage } from "./error-page.ts";
import { errorResponse } from "./error-response.ts";
import { oauthErrorResponse } from "./oauth-error.ts";
import { refusalOf } from "./refusal-of.ts";
import { describeError, writeLog } from "./request-log.ts";

export interface HouseRules<Bindings> {
  /** The name in the log. */
  readonly service: string;
  readonly endpoints: readonly Endpoint[];
  /** Throws, naming it, when something is missing that the Worker can't serve anything without. */
  readonly requireSetUp: (env: Bindings) => void;
  /** Which pages of other origins may call; absent is all of them. */
  readonly crossOrigin?: (env: Bindings, request: Request) => CrossOrigin;
  /** The origin that serves `/docs/errors`; absent is the Worker's own. */
  readonly docsOrigin?: (env: Bindings) => string;
  /** What remembers the answers of POSTs that come with an `Idempotency-Key`. */
  readonly idempotency?: (env: Bindings) => IdempotencyDependencies;
}

type Serve<Bindings> = (request: Request, env: Bindings, context: ExecutionContextLike) => Promise<Response>;

/** The runtime's execution context, as far as Hono needs it. */
type ExecutionContextLike = Parameters<Hono["fetch"]>[2];

/** @returns the Worker's `fetch` */
export function keepHouse<E extends Env>(
  app: Hono<E>,
  { service, endpoints, requireSetUp, crossOrigin, docsOrigin, idempotency }: HouseRules<E["Bindings"]>,
): Serve<E["Bindings"]> {
  app.onError((error, { req }) => answerError(service, error, req.raw));
  app.notFound(({ req }) => refuseUnknownPath(req.raw, req.path, endpoints));
  return async (request, env, context) => {
    const startedAt = performance.now();
    const fault = setUpFault(requireSetUp, env);
    const own = originOf(request);
    const call = beginCall(request, {
      requestId: newId("request"),
      docsOrigin: fault ? own : (docsOrigin?.(env) ?? own),
      idempotency: fault ? undefined : idempotency?.(env),
    });
    const answer = () => (fault ? answerError(service, fault.cause, request) : app.fetch(request, env, context));
    const response = request.method === "OPTIONS" ? preflightResponse() : await answer();
    const { headers, status } = response;
    headers.set(headerNames.requestId, call.requestId);
    headers.set("X-Content-Type-Options", "nosniff");
    allowOrigin(headers, request, originsOf(crossOrigin && (() => crossOrigin(env, request)), fault !== null));
    writeLog({
      level: "info",
      message: "request",
      service,
      requestId: call.requestId,
      method: request.method,
      route: call.route ?? "none",
      status,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
    });
    return response;
  };
}

function setUpFault<Bindings>(requireSetUp: (env: Bindings) => void, env: Bindings): { cause: unknown } | null {
  try {
    requireSetUp(env);
    return null;
  } catch (cause) {
    return { cause };
  }
}

/** A Worker that is not set up does not know its own pages, so it lets none read why. */
function originsOf(crossOrigin: (() => CrossOrigin) | undefined, isFaulty: boolean): CrossOrigin {
  if (!crossOrigin) return "any";
  return isFaulty ? [] : crossOrigin();
}

function answerError(service: string, error: unknown, request: Request): Response {
  const { requestId, docsOrigin, protocol } = callOf(request);
  const refusal = refusalOf(error);
  if (errorCatalogue[refusal.code].status >= 500) {
    writeLog({ level: "error", message: "request failed", service, requestId, cause: describeError(error) });
  }
  if (protocol === "browser") return errorPage(refusal, requestId);
  const write = protocol === "oauth" ? oauthErrorResponse : errorResponse;
  return write(refusal, requestId, docsOrigin);
}

/** A path of ours under another verb is 405 and says which verbs it takes; everything else is 404. */
function refuseUnknownPath(request: Request, path: string, endpoints: readonly Endpoint[]): Response {
  const { requestId, docsOrigin } = callOf(request);
  const samePath = endpoints.filter((endpoint) => pathPattern(endpoint.path).test(path));
  if (samePath.length === 0) return errorResponse({ code: "not_found" }, requestId, docsOrigin);
  const allowedMethods = [...new Set(samePath.map(({ method }) => method)), "OPTIONS"];
  return errorResponse({ code: "method_not_allowed", allowedMethods }, requestId, docsOrigin);
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replace(/:\w+/g, "[^/]+")}$`);
}

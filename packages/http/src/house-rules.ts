/**
 * What holds for every answer of a Worker: a request id, security headers, CORS, one log line, and errors written in
 * one place.
 */
import { type Endpoint, errorCatalogue, headerNames } from "@dream-api/contract";
import { DreamError, newId } from "@dream-api/domain";
import type { Context, Env, ErrorHandler, Hono, MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { routePath } from "hono/route";
import { errorResponse } from "./error-response.ts";
import { describeError, writeLog } from "./request-log.ts";

export interface HouseEnv extends Env {
  Variables: { requestId: string };
}

export interface HouseRules {
  /** The name in the log. */
  readonly service: string;
  readonly endpoints: readonly Endpoint[];
}

/** Lays the rules under an app. Call it before any route is added. */
export function keepHouse<E extends HouseEnv>(app: Hono<E>, { service, endpoints }: HouseRules): void {
  app.use(accompany(service));
  app.use(
    cors({
      origin: "*",
      allowHeaders: requestHeaders,
      allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
      exposeHeaders: replyHeaders,
      maxAge: 86_400,
    }),
  );
  app.onError(answerError(service));
  app.notFound((context) => refuseUnknownPath(context as unknown as Context<E>, endpoints));
}

const requestHeaders = [
  "Authorization",
  "Content-Type",
  headerNames.publishableKey,
  headerNames.userId,
  headerNames.userPlan,
  headerNames.idempotencyKey,
];
const replyHeaders = [headerNames.requestId, headerNames.replayed, "Retry-After", "RateLimit", "RateLimit-Policy"];

function accompany<E extends HouseEnv>(service: string): MiddlewareHandler<E> {
  return async (context, next) => {
    const startedAt = performance.now();
    const requestId = newId("request");
    context.set("requestId", requestId);
    await next();
    const { headers, status } = context.res;
    headers.set(headerNames.requestId, requestId);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    writeLog({
      level: "info",
      message: "request",
      service,
      requestId,
      method: context.req.method,
      route: routePath(context, -1),
      status,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
    });
  };
}

function answerError<E extends HouseEnv>(service: string): ErrorHandler<E> {
  return (error, context) => {
    const requestId = context.get("requestId");
    const { origin } = new URL(context.req.url);
    if (error instanceof DreamError) {
      if (errorCatalogue[error.code].status >= 500) logFailure(service, requestId, error);
      return errorResponse({ code: error.code, ...error.details }, requestId, origin);
    }
    logFailure(service, requestId, error);
    return errorResponse({ code: "internal_error" }, requestId, origin);
  };
}

function logFailure(service: string, requestId: string, error: unknown): void {
  writeLog({ level: "error", message: "request failed", service, requestId, cause: describeError(error) });
}

/** A path of ours under another verb is 405 and says which verbs it takes; everything else is 404. */
function refuseUnknownPath<E extends HouseEnv>(context: Context<E>, endpoints: readonly Endpoint[]): Response {
  const samePath = endpoints.filter(({ path }) => pathPattern(path).test(context.req.path));
  const allowedMethods = [...new Set(samePath.map(({ method }) => method)), "OPTIONS"];
  const { origin } = new URL(context.req.url);
  return samePath.length > 0
    ? errorResponse({ code: "method_not_allowed", allowedMethods }, context.get("requestId"), origin)
    : errorResponse({ code: "not_found" }, context.get("requestId"), origin);
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`);
}

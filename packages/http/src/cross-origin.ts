/** What browsers of other origins may do: everything that a key allows, nothing by cookie. */
import { headerNames } from "@dream-api/contract";

const requestHeaders = [
  "Authorization",
  "Content-Type",
  headerNames.publishableKey,
  headerNames.userId,
  headerNames.userPlan,
  headerNames.idempotencyKey,
].join(",");

/** Of an answer, beside what every script may read. */
export const readableHeaders = [
  headerNames.requestId,
  headerNames.replayed,
  "Retry-After",
  "RateLimit",
  "RateLimit-Policy",
].join(",");

const preflightHeaders = {
  "Access-Control-Allow-Methods": "GET,POST,PUT,PATCH,DELETE",
  "Access-Control-Allow-Headers": requestHeaders,
  "Access-Control-Max-Age": "86400",
};

export function preflightResponse(): Response {
  return new Response(null, { status: 204, headers: preflightHeaders });
}

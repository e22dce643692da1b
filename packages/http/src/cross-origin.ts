/** What browsers of other origins may do: everything that a credential in a header allows, nothing by cookie. */
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
const readableHeaders = [
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

/** `any` for what a key opens; else the origins of our own pages. */
export type CrossOrigin = "any" | readonly string[];

/** Lets the page that asked read the answer, if it may. */
export function allowOrigin(headers: Headers, request: Request, allowed: CrossOrigin): void {
  if (allowed === "any") {
    headers.set("Access-Control-Allow-Origin", "*");
  } else {
    headers.append("Vary", "Origin");
    const origin = request.headers.get("Origin");
    if (origin === null || !allowed.includes(origin)) return;
    headers.set("Access-Control-Allow-Origin", origin);
  }
  headers.set("Access-Control-Expose-Headers", readableHeaders);
}

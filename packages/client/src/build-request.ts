/** A call, written as an HTTP request. What can't be written faithfully is refused before anything is sent. */
import { ValidationError } from "./errors.ts";

export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: `/api/${string}`;
  /** Who may: a server for itself; a server or a browser for one user; a buyer, signed in or not; anybody with a key. */
  readonly caller: "server" | "user" | "buyer" | "anybody";
  readonly userId?: string;
  readonly plan?: string | undefined;
  readonly idempotencyKey?: string;
  readonly query?: Query;
  readonly body?: unknown;
  /** `stream`: the answer's bytes are handed on as they come. */
  readonly answer?: "json" | "stream";
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface HttpRequest {
  readonly url: string;
  readonly init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly redirect: "manual";
    readonly body?: string;
    readonly keepalive?: boolean;
  };
}

/** @throws ValidationError for what does not fit into a header */
export function buildRequest(call: Call, credential: Record<string, string>, baseUrl: string): HttpRequest {
  const headers = { ...credential };
  if ("userId" in call) headers["X-User-Id"] = headerText("userId", call.userId);
  if (call.plan !== undefined) headers["X-User-Plan"] = headerText("plan", call.plan);
  if ("idempotencyKey" in call) headers["Idempotency-Key"] = headerText("idempotencyKey", call.idempotencyKey);
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  return {
    url: baseUrl + call.path + queryText(call.query),
    init: {
      method: call.method,
      headers,
      // A redirect would carry the user's id and a publishable key to wherever it points.
      redirect: "manual",
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    },
  };
}

/** HTTP trims headers and mangles what is not ASCII: one user would be counted as another. */
function headerText(name: string, value: unknown): string {
  if (typeof value === "string" && /^[\x20-\x7e]+$/.test(value) && value === value.trim()) return value;
  const message = "is not printable ASCII text without a space at either end";
  throw new ValidationError(`${name} ${message}`, { code: "validation_failed", issues: [{ path: name, message }] });
}

function queryText(query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

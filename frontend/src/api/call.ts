/**
 * One call to one of our Workers, typed by the contract's description of it. The developer's session goes along as a
 * bearer token; project and mode, where a call is about them, as query parameters.
 */
import { type Endpoint, type ErrorBody, headerNames, type Mode } from "@dream-api/contract";
import type * as z from "zod";
import { config } from "../config.ts";
import { ApiError } from "./api-error.ts";

export type Service = "api" | "frontAuth" | "oauth";

export interface Tenant {
  readonly projectId: string;
  readonly mode: Mode;
}

type In<Schema> = NonNullable<Schema> extends infer Known extends z.ZodType ? z.input<Known> : never;

export interface CallInput<E extends Endpoint> {
  readonly params?: In<E["params"]>;
  readonly query?: In<E["query"]>;
  readonly body?: In<E["body"]>;
  /** Said as query parameters, for calls about a project in a mode. */
  readonly tenant?: Tenant;
  /** So that a call that is repeated is done once. Made up for every POST that has none. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export type ReplyOf<E extends Endpoint> =
  NonNullable<E["reply"]> extends infer Reply extends z.ZodType ? z.output<Reply> : never;

/** Gives a fresh token of the session, or null for somebody who is signed out. */
export type TokenSource = () => Promise<string | null>;

export interface Api {
  /** @throws ApiError */
  call<E extends Endpoint>(service: Service, endpoint: E, input?: CallInput<E>): Promise<ReplyOf<E>>;
  /** For answers that are not JSON: a table as CSV. @throws ApiError */
  download<E extends Endpoint>(service: Service, endpoint: E, input?: CallInput<E>): Promise<Blob>;
  /** An image, raw. @throws ApiError */
  upload<E extends Endpoint>(service: Service, endpoint: E, file: Blob): Promise<ReplyOf<E>>;
}

const origins: Record<Service, string> = {
  api: config.apiUrl,
  frontAuth: config.frontAuthUrl,
  oauth: config.oauthUrl,
};

export function createApi(getToken: TokenSource): Api {
  async function send(service: Service, endpoint: Endpoint, input: CallInput<Endpoint>, raw?: Blob): Promise<Response> {
    const { body, signal } = input;
    const request = {
      method: endpoint.method,
      headers: headersOf(endpoint, input, await getToken()),
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      signal,
    };
    if (raw) request.headers.set("Content-Type", raw.type);
    const response = await fetch(urlOf(service, endpoint, input), request).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new ApiError("We could not reach the API", { code: "network", status: 0, cause });
    });
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  return {
    call: async (service, endpoint, input = {}) => (await send(service, endpoint, input as never)).json(),
    download: async (service, endpoint, input = {}) => (await send(service, endpoint, input as never)).blob(),
    upload: async (service, endpoint, file) => (await send(service, endpoint, {}, file)).json(),
  };
}

function headersOf({ method }: Endpoint, { body, idempotencyKey }: CallInput<Endpoint>, token: string | null): Headers {
  const headers = new Headers();
  if (token) headers.set(headerNames.authorization, `Bearer ${token}`);
  if (method === "POST") headers.set(headerNames.idempotencyKey, idempotencyKey ?? crypto.randomUUID());
  if (body !== undefined) headers.set("Content-Type", "application/json");
  return headers;
}

function urlOf(service: Service, endpoint: Endpoint, { params, query, tenant }: CallInput<Endpoint>): URL {
  const path = endpoint.path.replace(/:(\w+)/g, (_whole, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ""),
  );
  const url = new URL(path, origins[service]);
  for (const [name, value] of Object.entries({ ...(query as object | undefined), ...tenant })) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, String(value));
  }
  return url;
}

async function errorOf(response: Response): Promise<ApiError> {
  const requestId = response.headers.get(headerNames.requestId);
  try {
    const body = (await response.json()) as ErrorBody;
    return new ApiError(body.error, {
      code: body.code,
      status: response.status,
      requestId: body.requestId ?? requestId,
      docs: body.docs,
      issues: body.issues,
    });
  } catch (cause) {
    return new ApiError("The API did not answer as it should", {
      code: "network",
      status: response.status,
      requestId,
      cause,
    });
  }
}

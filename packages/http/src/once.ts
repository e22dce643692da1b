/**
 * `Idempotency-Key` around a handler: every POST of a developer or an owner may carry one, and then the handler runs
 * once. Stands behind authentication and validation, so that nobody else can claim a key, a revoked credential gets no
 * kept answer and bad input claims nothing. Usage calls have a memory of their own in the Meter.
 */
import { type Endpoint, headerNames, idempotencyKeySchema } from "@dream-api/contract";
import { doOnce, type KeptAnswer } from "@dream-api/domain";
import { callOf } from "./call.ts";
import { validate } from "./validate.ts";

export interface OnceCall {
  readonly endpoint: Endpoint;
  readonly request: Request;
  /** Whose keys these are, from the verified credential. */
  readonly caller: string;
  /** What the endpoint's schemas made of the request. */
  readonly input: unknown;
  /** The body of an endpoint without schema, as it came. */
  readonly bytes?: ArrayBuffer;
}

/** @throws DreamError `idempotency_in_progress`, `idempotency_key_reused`, `validation_failed` */
export async function once(call: OnceCall, handle: () => Response | Promise<Response>): Promise<Response> {
  const { endpoint, request, caller } = call;
  const { idempotency } = callOf(request);
  const idempotencyKey = idempotency && endpoint.method === "POST" ? readKey(request.headers) : undefined;
  if (!idempotency || idempotencyKey === undefined) return handle();
  const { pathname } = new URL(request.url);
  const outcome = await doOnce(
    { caller: `${caller} ${endpoint.method} ${pathname}`, idempotencyKey, inputHash: await hashInput(call) },
    endpoint.repeat === "anew"
      ? { run: async () => handle(), isRepeatable: true, toKeep: statusToKeep }
      : { run: async () => handle(), toKeep: answerToKeep },
    idempotency,
  );
  return "replayed" in outcome ? replay(outcome.replayed) : outcome.result;
}

/** @throws DreamError `validation_failed` */
function readKey(headers: Headers): string | undefined {
  const text = headers.get(headerNames.idempotencyKey) ?? undefined;
  return validate(idempotencyKeySchema.optional(), text, `headers.${headerNames.idempotencyKey}`);
}

/** The end user whom a secret key speaks for is part of what is asked. */
async function hashInput({ request, input, bytes }: OnceCall): Promise<string> {
  const { search } = new URL(request.url);
  const spokenFor = [headerNames.userId, headerNames.userPlan].map((name) => request.headers.get(name));
  const content = bytes && (await sha256(bytes));
  return sha256(JSON.stringify([search, spokenFor, input, content]));
}

async function sha256(content: string | ArrayBuffer): Promise<string> {
  const data = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function answerToKeep(response: Response): Promise<KeptAnswer | null> {
  if (response.status >= 400) return null;
  return { status: response.status, body: withoutSecrets(await response.clone().text()) };
}

async function statusToKeep({ status }: Response): Promise<KeptAnswer | null> {
  return status >= 400 ? null : { status, body: "" };
}

/** A secret is shown once: what is kept of an answer, and so a repeat of it, has `null` in its place. */
function withoutSecrets(body: string): string {
  if (!body.includes('"secretKey"')) return body;
  return JSON.stringify(JSON.parse(body, (name, value: unknown) => (name === "secretKey" ? null : value)));
}

function replay({ status, body }: KeptAnswer): Response {
  const headers = { [headerNames.replayed]: "true" };
  if (body === "") return new Response(null, { status, headers });
  return new Response(body, { status, headers: { ...headers, "Content-Type": "application/json" } });
}

/**
 * Stripe's API: every covered operation as a route. A call is authenticated, claimed under its idempotency key,
 * decoded by its schema, run in one transaction, expanded, and (in strict mode) held against its answer's schema.
 */
import { Hono } from "hono";
import type { Fault } from "../control/faults.ts";
import { operations } from "../operations.ts";
import type { Sandbox } from "../sandbox.ts";
import { checkResponse } from "../schema/check-response.ts";
import { decodeRequest } from "../schema/decode-request.ts";
import { loadSchema } from "../schema/load-schema.ts";
import type { Schema } from "../schema/schema-format.ts";
import { inTransaction } from "../store/database.ts";
import type { Wire } from "../store/kinds.ts";
import { authenticate, type Caller } from "./authenticate.ts";
import { expand, responseSchemaOf } from "./expand.ts";
import { type FormObject, parseForm } from "./form.ts";
import { type Incoming, readIncoming } from "./incoming.ts";
import { notSimulated, StripeRefusal } from "./refusal.ts";
import { retiredParameter } from "./retired-parameters.ts";

type Run = (caller: Caller, form: FormObject, request: { id: string; idempotency_key: string | null }) => Wire;

/** Calls of the sandbox's own that are part of Stripe's world, but not of the SDK's types. */
export interface ExtraRoute {
  operation: string;
  answers: Schema;
  run: (sandbox: Sandbox, caller: Caller, form: FormObject, id: string) => Wire;
}

export function stripeApi(sandbox: Sandbox, extra: ExtraRoute[]): Hono {
  const app = new Hono();
  for (const { operation, answers, run } of extra) {
    const [verb = "", path = ""] = operation.split(" ");
    app.on(verb, path, async (context) => {
      const incoming = await readIncoming(context.req.raw);
      return answer(sandbox, incoming, (caller, form) => {
        const wire = run(sandbox, caller, form, context.req.param("id") ?? "");
        return sandbox.isStrict ? checked(operation, answers, wire) : wire;
      });
    });
  }
  for (const operation of literalFirst(Object.keys(loadSchema().operations))) {
    const [verb = "", path = ""] = operation.split(" ");
    app.on(verb, path, async (context) => {
      const incoming = await readIncoming(context.req.raw);
      return answer(sandbox, incoming, runOperation(sandbox, operation, context.req.param("id") ?? ""));
    });
  }
  app.all("/v1/*", async (context) => {
    const incoming = await readIncoming(context.req.raw);
    return answer(sandbox, incoming, () => {
      throw notSimulated(`${incoming.method} ${incoming.path}`);
    });
  });
  return app;
}

/** `/search` before `/:id`. */
function literalFirst(names: string[]): string[] {
  return names.sort((left, right) => Number(left.endsWith(":id")) - Number(right.endsWith(":id")));
}

function runOperation(sandbox: Sandbox, operation: string, id: string): Run {
  return (caller, form, request) => {
    const run = operations[operation] ?? sandbox.ownOperations[operation];
    const schema = responseSchemaOf(operation);
    if (!run || !schema) throw notSimulated(operation);
    if (!caller.isSecret && operation !== "POST /v1/payment_methods") throw secretNeeded();
    const params = decoded(operation, form);
    const books = sandbox.books(caller.scope, request);
    const wire = run(books, params as never, id);
    expand(books, wire, schema, params.expand);
    return sandbox.isStrict ? checked(operation, schema, wire) : wire;
  };
}

function decoded(operation: string, form: FormObject): Record<string, unknown> {
  const retired = retiredParameter(operation, form);
  if (retired) throw retired.beforeRunning();
  try {
    return decodeRequest(loadSchema().operations[operation]?.request, form);
  } catch (error) {
    throw error instanceof StripeRefusal ? error.beforeRunning() : error;
  }
}

function checked(operation: string, schema: Schema, wire: Wire): Wire {
  const problems = checkResponse(schema, wire);
  if (problems.length > 0)
    throw new Error(`${operation} answered against its schema: ${problems.slice(0, 5).join("; ")}`);
  return wire;
}

function secretNeeded(): StripeRefusal {
  return new StripeRefusal("This API call cannot be made with a publishable API key. Please use a secret API key.", {
    status: 401,
    code: "secret_key_required",
  });
}

async function answer(sandbox: Sandbox, incoming: Incoming, run: Run): Promise<Response> {
  const requestId = sandbox.newId("req", 14);
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "Request-Id": requestId,
    "Stripe-Version": incoming.headers.get("Stripe-Version") ?? sandbox.apiVersion,
  };
  try {
    const caller = authenticate(sandbox.accounts, incoming.headers);
    refuseOtherVersion(sandbox, headers["Stripe-Version"]);
    if (incoming.headers.has("Stripe-Account")) headers["Stripe-Account"] = caller.scope.account;
    return await answerCaller(sandbox, incoming, caller, run, requestId, headers);
  } catch (error) {
    return errorAnswer(sandbox, error, requestId, headers);
  }
}

/** Answers have the shape of one version: to claim another would be an invention. */
function refuseOtherVersion(sandbox: Sandbox, version: string | undefined): void {
  if (version === sandbox.apiVersion) return;
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version ?? ""))
    throw new StripeRefusal(`Invalid Stripe API version: ${version}`);
  throw notSimulated(`API version ${version}, only ${sandbox.apiVersion}`);
}

async function answerCaller(
  sandbox: Sandbox,
  incoming: Incoming,
  caller: Caller,
  run: Run,
  requestId: string,
  headers: Record<string, string>,
): Promise<Response> {
  const { method, path, body } = incoming;
  const key = method === "POST" ? incoming.headers.get("Idempotency-Key") : null;
  const fault = sandbox.faults.take(`${method} ${path}`);
  if (!sandbox.rateLimit.take(caller.scope) || fault?.kind === "rate_limit") throw rateLimited();
  if (fault?.kind === "reset_before") throw new ConnectionReset();
  const kept = key ? sandbox.idempotency.claim(caller.scope, key, `${path}\n${body}`, requestId) : undefined;
  if (kept) {
    const replay = { ...headers, "Idempotent-Replayed": "true", "Original-Request": kept.requestId };
    return new Response(kept.body, { status: kept.status, headers: replay });
  }
  const { response, hasBegun, isKept } = await attempt(sandbox, incoming, caller, run, {
    requestId,
    key,
    headers,
    fault,
  });
  if (key && hasBegun && !isKept)
    sandbox.idempotency.keep(caller.scope, key, response.status, await response.clone().text());
  else if (key && !hasBegun) sandbox.idempotency.release(caller.scope, key);
  sandbox.postOffice.wake();
  if (fault?.kind === "reset_after") throw new ConnectionReset();
  return response;
}

interface Attempt {
  requestId: string;
  key: string | null;
  headers: Record<string, string>;
  fault: Fault | undefined;
}

async function attempt(
  sandbox: Sandbox,
  { method, body, query }: Incoming,
  caller: Caller,
  run: Run,
  { requestId, key, headers, fault }: Attempt,
): Promise<{ response: Response; hasBegun: boolean; isKept: boolean }> {
  const keep = (status: number, text: string) => key && sandbox.idempotency.keep(caller.scope, key, status, text);
  try {
    if (fault?.kind === "slow") await sandbox.wait(fault.delayMs ?? 0);
    if (fault?.kind === "server_error") throw serverError(fault.status ?? 500);
    if (fault?.kind === "card_declined") throw cardDeclined();
    const form = parseForm(method === "POST" ? body : query);
    sandbox.runDue();
    const request = { id: requestId, idempotency_key: key };
    const text = inTransaction(
      sandbox.database,
      () => {
        const answered = JSON.stringify(run(caller, form, request));
        keep(200, answered);
        return answered;
      },
      (error) => {
        if (!leavesTraces(error)) return false;
        keep(error.status, JSON.stringify(error.body(requestId)));
        return true;
      },
    );
    return { response: new Response(text, { headers }), hasBegun: true, isKept: true };
  } catch (error) {
    const response = errorAnswer(sandbox, error, requestId, headers);
    return { response, hasBegun: !isValidation(error), isKept: leavesTraces(error) };
  }
}

/** Cuts the connection instead of answering; the server does it. */
export class ConnectionReset extends Error {}

/** A declined card: its charge and intent stay. */
function leavesTraces(error: unknown): error is StripeRefusal {
  return error instanceof StripeRefusal && error.isKept && error.details.type === "card_error";
}

/** Nothing ran yet: the parameters did not fit. */
function isValidation(error: unknown): boolean {
  if (!(error instanceof StripeRefusal)) return false;
  return !error.hasRun || (error.details.code?.startsWith("parameter") ?? false);
}

function errorAnswer(sandbox: Sandbox, error: unknown, requestId: string, headers: Record<string, string>): Response {
  if (error instanceof ConnectionReset) throw error;
  if (error instanceof StripeRefusal) {
    return Response.json(error.body(requestId), {
      status: error.status,
      headers: { ...headers, ...error.details.headers },
    });
  }
  sandbox.report(error);
  const refusal = new StripeRefusal(`The sandbox has a bug: ${String(error)}`, {
    type: "api_error",
    status: 500,
    headers: { "Stripe-Should-Retry": "false" },
  });
  return Response.json(refusal.body(requestId), { status: 500, headers: { ...headers, ...refusal.details.headers } });
}

export function rateLimited(): StripeRefusal {
  return new StripeRefusal("Request rate limit exceeded.", { status: 429, code: "rate_limit" });
}

export function serverError(status: number): StripeRefusal {
  return new StripeRefusal("An unknown error occurred.", { type: "api_error", status });
}

function cardDeclined(): StripeRefusal {
  return new StripeRefusal("Your card was declined.", {
    type: "card_error",
    status: 402,
    code: "card_declined",
    decline_code: "generic_decline",
  }).undoing();
}

/**
 * Stripe's API: every covered operation as a route. A call's parameters are decoded by the operation's schema, its
 * answer is expanded and (in strict mode) held against its schema.
 */
import { operations } from "../operations.ts";
import type { Sandbox } from "../sandbox.ts";
import { checkResponse } from "../schema/check-response.ts";
import { decodeRequest } from "../schema/decode-request.ts";
import { loadSchema } from "../schema/load-schema.ts";
import type { Schema } from "../schema/schema-format.ts";
import type { Wire } from "../store/kinds.ts";
import { answerCall, type Run } from "./answer-call.ts";
import type { Caller } from "./authenticate.ts";
import { expand, responseSchemaOf } from "./expand.ts";
import { findRoute } from "./find-route.ts";
import type { FormObject } from "./form.ts";
import type { Handle } from "./http-server.ts";
import { notSimulated, StripeRefusal } from "./refusal.ts";
import { retiredParameter } from "./retired-parameters.ts";

/** Calls of the sandbox's own that are part of Stripe's world, but not of the SDK's types. */
export interface ExtraRoute {
  operation: string;
  answers: Schema;
  run: (sandbox: Sandbox, caller: Caller, form: FormObject, id: string) => Wire;
}

type RunOn = (id: string) => Run;

export function stripeApi(sandbox: Sandbox, extra: ExtraRoute[]): Handle {
  const routes = new Map<string, RunOn>();
  for (const name of Object.keys(loadSchema().operations)) routes.set(name, (id) => runOperation(sandbox, name, id));
  for (const route of extra) routes.set(route.operation, (id) => runExtra(sandbox, route, id));
  return (incoming) => {
    const { method, path } = incoming;
    const found = findRoute(routes, method, path);
    const run: Run = found
      ? found.route(found.id)
      : () => {
          throw notSimulated(`${method} ${path}`);
        };
    return answerCall(sandbox, incoming, run);
  };
}

function runExtra(sandbox: Sandbox, { operation, answers, run }: ExtraRoute, id: string): Run {
  return (caller, form) => {
    const wire = run(sandbox, caller, form, id);
    return sandbox.isStrict ? checked(operation, answers, wire) : wire;
  };
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

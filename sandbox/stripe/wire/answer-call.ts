/** One call from key to answer: authenticated, claimed under its idempotency key, run in one transaction, kept. */
import type { Fault } from "../control/faults.ts";
import type { Sandbox } from "../sandbox.ts";
import { inTransaction } from "../store/database.ts";
import type { Wire } from "../store/kinds.ts";
import { authenticate, type Caller } from "./authenticate.ts";
import { type FormObject, parseForm } from "./form.ts";
import { ConnectionReset } from "./http-server.ts";
import type { Answer, Incoming } from "./incoming.ts";
import { cardDeclined, notSimulated, rateLimited, StripeRefusal, serverError } from "./refusal.ts";

export type Run = (caller: Caller, form: FormObject, request: { id: string; idempotency_key: string | null }) => Wire;

type Headers = Record<string, string>;

export async function answerCall(sandbox: Sandbox, incoming: Incoming, run: Run): Promise<Answer> {
  const requestId = sandbox.newId("req", 14);
  const version = incoming.headers["stripe-version"] ?? sandbox.apiVersion;
  const headers: Headers = {
    "Content-Type": "application/json",
    "Request-Id": requestId,
    "Stripe-Version": version,
  };
  try {
    const caller = authenticate(sandbox.accounts, incoming.headers);
    refuseOtherVersion(sandbox, version);
    if (incoming.headers["stripe-account"]) headers["Stripe-Account"] = caller.scope.account;
    return await answerCaller(sandbox, incoming, caller, run, requestId, headers);
  } catch (error) {
    return errorAnswer(sandbox, error, requestId, headers);
  }
}

/** Answers have the shape of one version: to claim another would be an invention. */
function refuseOtherVersion(sandbox: Sandbox, version: string): void {
  if (version === sandbox.apiVersion) return;
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version))
    throw new StripeRefusal(`Invalid Stripe API version: ${version}`);
  throw notSimulated(`API version ${version}, only ${sandbox.apiVersion}`);
}

async function answerCaller(
  sandbox: Sandbox,
  incoming: Incoming,
  caller: Caller,
  run: Run,
  requestId: string,
  headers: Headers,
): Promise<Answer> {
  const { method, path, body } = incoming;
  const key = (method === "POST" && incoming.headers["idempotency-key"]) || null;
  const fault = sandbox.faults.take(`${method} ${path}`);
  if (!sandbox.rateLimit.take(caller.scope) || fault?.kind === "rate_limit") throw rateLimited();
  if (fault?.kind === "reset_before") throw new ConnectionReset();
  const kept = key ? sandbox.idempotency.claim(caller.scope, key, `${path}\n${body}`, requestId) : undefined;
  if (kept) {
    const replay = { ...headers, "Idempotent-Replayed": "true", "Original-Request": kept.requestId };
    return { status: kept.status, headers: replay, body: kept.body };
  }
  const { answer, hasBegun, isKept } = await attempt(sandbox, incoming, caller, run, {
    requestId,
    key,
    headers,
    fault,
  });
  if (key && hasBegun && !isKept) sandbox.idempotency.keep(caller.scope, key, answer.status, answer.body);
  if (key) sandbox.idempotency.release(caller.scope, key);
  sandbox.postOffice.wakeForNews();
  if (fault?.kind === "reset_after") throw new ConnectionReset();
  return answer;
}

interface Attempt {
  requestId: string;
  key: string | null;
  headers: Headers;
  fault: Fault | undefined;
}

async function attempt(
  sandbox: Sandbox,
  { method, body, query }: Incoming,
  caller: Caller,
  run: Run,
  { requestId, key, headers, fault }: Attempt,
): Promise<{ answer: Answer; hasBegun: boolean; isKept: boolean }> {
  const keep = (status: number, text: string) => key && sandbox.idempotency.keep(caller.scope, key, status, text);
  try {
    if (fault?.kind === "slow") await sandbox.wait(fault.delayMs ?? 0);
    if (fault?.kind === "server_error") throw serverError(fault.status ?? 500);
    if (fault?.kind === "card_declined") throw cardDeclined();
    const form = parseForm(method === "POST" ? body : query);
    sandbox.runDue();
    const request = { id: requestId, idempotency_key: key };
    const answered = () => {
      const text = JSON.stringify(run(caller, form, request));
      keep(200, text);
      return text;
    };
    const keeps = (error: unknown) => {
      if (!leavesTraces(error)) return false;
      keep(error.status, JSON.stringify(error.body(requestId)));
      return true;
    };
    // What only reads has nothing to commit.
    const text = method === "GET" ? answered() : inTransaction(sandbox.database, answered, keeps);
    return { answer: { status: 200, headers, body: text }, hasBegun: true, isKept: true };
  } catch (error) {
    const answer = errorAnswer(sandbox, error, requestId, headers);
    return { answer, hasBegun: !isValidation(error), isKept: leavesTraces(error) };
  }
}

/** A declined card: its charge and intent stay. */
function leavesTraces(error: unknown): error is StripeRefusal {
  return error instanceof StripeRefusal && error.isKept && error.details.type === "card_error";
}

/** Nothing ran yet: the parameters did not fit. */
function isValidation(error: unknown): boolean {
  if (!(error instanceof StripeRefusal)) return false;
  return !error.hasRun || (error.details.code?.startsWith("parameter") ?? false);
}

function errorAnswer(sandbox: Sandbox, error: unknown, requestId: string, headers: Headers): Answer {
  if (error instanceof ConnectionReset) throw error;
  if (!(error instanceof StripeRefusal)) sandbox.report(error);
  const refusal =
    error instanceof StripeRefusal
      ? error
      : new StripeRefusal(`The sandbox has a bug: ${String(error)}`, {
          type: "api_error",
          status: 500,
          headers: { "Stripe-Should-Retry": "false" },
        });
  return {
    status: refusal.status,
    headers: { ...headers, ...refusal.details.headers },
    body: JSON.stringify(refusal.body(requestId)),
  };
}

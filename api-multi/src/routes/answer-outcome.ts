/** A Meter's outcome as an HTTP answer. */
import { errorCatalogue, headerNames } from "@dream-api/contract";
import { DreamError, type Outcome, type Refused } from "@dream-api/domain";
import { errorBody, type VerifiedCaller } from "@dream-api/http";
import type { Credential } from "../meter/meter-client.ts";
import { report } from "../report.ts";

/** Answers an accepted call with its stored bytes. @throws DreamError for a refused one */
export function answerOutcome(outcome: Outcome): Response {
  if (!outcome.accepted) throw refusalError(outcome);
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (outcome.isReplay) headers[headerNames.replayed] = "true";
  return new Response(outcome.body, { headers });
}

/** What a Meter has to check of a caller: a token was checked by us, and says nothing that it knows. */
export function credentialOf(caller: VerifiedCaller): Credential {
  return caller.kind === "token" ? null : caller.lookup;
}

/** A token for a project that is gone works no more than a key of one. @throws DreamError for a refused outcome */
export function answerCaller(caller: VerifiedCaller, outcome: Outcome): Response {
  const isGone = caller.kind === "token" && !outcome.accepted && outcome.code === "not_found";
  if (isGone) throw new DreamError("unauthorized");
  return answerOutcome(outcome);
}

export function refusalError({ accepted: _accepted, code, ...details }: Refused): DreamError {
  return new DreamError(code, details);
}

/** The outcome inside a batch: what a single call would have answered, with its status first. */
export function batchResult(outcome: Outcome, requestId: string, origin: string): string {
  if (outcome.accepted) return `{"status":200,${outcome.body.slice(1)}`;
  return JSON.stringify({ status: errorCatalogue[outcome.code].status, ...errorBody(outcome, requestId, origin) });
}

/** A Meter that can't be reached has not answered, so nothing is promised. @throws DreamError `storage_unavailable` */
export async function askMeter<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    throw new DreamError("storage_unavailable", {}, { cause });
  }
}

/** For one Meter of several: its share fails, the others' do not. */
export async function askOneMeter<Answer>(answer: Promise<Answer>, otherwise: Answer): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    report("a Meter did not answer", cause);
    return otherwise;
  }
}

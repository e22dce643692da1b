/** Many uses in one call: split by Meter, decided there in order, answered in the order they came. */
import { trackUsageBatch, type UsageEvent } from "@dream-api/contract";
import { type Outcome, type Refused, refused, type Scope, shardOf } from "@dream-api/domain";
import { callOf } from "@dream-api/http";
import type { Env } from "../env.ts";
import { meterOf } from "../meter/meter-of.ts";
import { askOneMeter, batchResult, refusalError } from "./answer-outcome.ts";
import { type Api, apiRoute } from "./api.ts";
import { readBatchKey } from "./usage-headers.ts";

export function routeTrackUsageBatch(api: Api): void {
  apiRoute(api, trackUsageBatch, async ({ context, key, body }) => {
    const events = withKeys(body.events, readBatchKey(context.req.raw.headers));
    const outcomes = await trackByShard(context.env, key.scope, key.lookup, events);
    if (!Array.isArray(outcomes)) throw refusalError(outcomes);
    const request = context.req.raw;
    const { requestId, docsOrigin } = callOf(request);
    const results = outcomes.map((outcome) => batchResult(outcome, requestId, docsOrigin));
    return new Response(`{"results":[${results.join(",")}]}`, { headers: { "Content-Type": "application/json" } });
  });
}

/** Events without a key of their own get one from the batch's, so that a repeated batch counts nothing twice. */
function withKeys(events: readonly UsageEvent[], batchKey: string | undefined): readonly UsageEvent[] {
  if (batchKey === undefined) return events;
  return events.map((event, index) => ({ idempotencyKey: `${batchKey}:${index}`, ...event }));
}

async function trackByShard(
  env: Env,
  scope: Scope,
  secretHash: string,
  events: readonly UsageEvent[],
): Promise<Outcome[] | Refused> {
  const indexesOfShard = new Map<number, number[]>();
  events.forEach(({ userId }, index) => {
    const shard = shardOf(userId, scope.mode);
    const indexes = indexesOfShard.get(shard);
    if (indexes) indexes.push(index);
    else indexesOfShard.set(shard, [index]);
  });
  const outcomes: Outcome[] = [];
  const answers = [...indexesOfShard].map(async ([shard, indexes]) => {
    const own = indexes.map((index) => events[index] as UsageEvent);
    const meter = meterOf(env, scope, shard);
    const answer = await askOneMeter<Outcome[] | Refused>(
      meter.trackBatch(secretHash, own),
      refused("storage_unavailable"),
    );
    indexes.forEach((index, position) => {
      outcomes[index] = Array.isArray(answer) ? (answer[position] as Outcome) : answer;
    });
    return Array.isArray(answer) ? null : answer;
  });
  const refusals = (await Promise.all(answers)).filter((answer) => answer !== null);
  // What one Meter refuses as a whole is its events' own answer: the others have counted theirs.
  return refusals.length === indexesOfShard.size ? (refusals[0] as Refused) : outcomes;
}

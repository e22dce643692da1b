/**
 * Load at saturation, by autocannon. It differs from autocannon's own run in the end: calls in flight are waited for,
 * so that what the server counted is exactly what was answered.
 */
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { createAnswerLog } from "./answer-log.ts";
import type { LoadJob, LoadResult, RequestPlan, SaturatingPace } from "./load-job.ts";

/** Longer than any load: the end comes from {@link DrainedClient}. */
const neverSeconds = 3600;

/** autocannon's client closes instead of sending once it made `responseMax` calls. */
type DrainedClient = autocannon.Client & { responseMax: number };

export async function runSaturating(job: LoadJob, { connections }: SaturatingPace): Promise<LoadResult> {
  let isOver = false;
  let started = 0;
  const log = createAnswerLog();
  const timer = setTimeout(() => {
    isOver = true;
    log.close();
  }, job.seconds * 1000);
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url: job.url,
        connections,
        duration: neverSeconds,
        sampleInt: 20,
        setupClient(client) {
          started += 1;
          const offset = Math.floor((started * job.requests.length) / connections);
          client.setRequests(rotated(job.requests, offset).map((plan) => requestOf(plan, job.hasFreshKeys)));
        },
      },
      (error) => (error ? reject(error) : resolve()),
    );
    instance.on("response", (client, status, _bytes, durationMs) => {
      log.note(status, durationMs);
      if (isOver) (client as DrainedClient).responseMax = 1;
    });
    instance.on("reqError", () => log.noteFailure());
  });
  clearTimeout(timer);
  return log.result();
}

/** Each connection begins elsewhere, or all of them would walk through the same user at once. */
function rotated<Item>(items: readonly Item[], offset: number): Item[] {
  return [...items.slice(offset), ...items.slice(0, offset)];
}

function requestOf(plan: RequestPlan, hasFreshKeys: boolean): autocannon.Request {
  const request = { ...plan, headers: { ...plan.headers } };
  if (!hasFreshKeys) return request;
  return {
    ...request,
    setupRequest(prepared) {
      if (prepared.headers) prepared.headers["idempotency-key"] = randomUUID();
      return prepared;
    },
  };
}

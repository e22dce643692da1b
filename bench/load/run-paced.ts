/**
 * Load at a fixed rate. autocannon's own rates send a whole second's calls at once and wait; this spreads them evenly
 * and waits for nobody, so that a slow answer does not delay the calls after it.
 */
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { createAnswerLog } from "./answer-log.ts";
import type { FixedPace, LoadJob, LoadResult, RequestPlan } from "./load-job.ts";

export async function runPaced(job: LoadJob, { callsPerSecond }: FixedPace): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true });
  const log = createAnswerLog();
  const calls = Math.ceil(callsPerSecond * job.seconds);
  const startedAt = performance.now();
  const answers: Promise<void>[] = [];
  while (answers.length < calls) {
    const due = Math.min(calls, Math.floor(((performance.now() - startedAt) / 1000) * callsPerSecond) + 1);
    while (answers.length < due) {
      const plan = job.requests[answers.length % job.requests.length] as RequestPlan;
      const sentAt = performance.now();
      answers.push(
        send(job, plan, agent).then(
          (status) => log.note(status, performance.now() - sentAt),
          () => log.noteFailure(),
        ),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(answers);
  log.close();
  agent.destroy();
  return log.result();
}

function send(job: LoadJob, plan: RequestPlan, agent: Agent): Promise<number> {
  const headers = job.hasFreshKeys ? { ...plan.headers, "idempotency-key": randomUUID() } : plan.headers;
  return new Promise((resolve, reject) => {
    const call = request(job.url + plan.path, { method: plan.method, headers, agent }, (answer) => {
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", reject);
      answer.resume();
    });
    call.on("error", reject);
    call.end(plan.body);
  });
}

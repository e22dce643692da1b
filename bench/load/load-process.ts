/** The process that makes load: of its own, so that reading the instance's log does not slow it down. */
import type { LoadJob, LoadResult } from "./load-job.ts";
import { runPaced } from "./run-paced.ts";
import { runSaturating } from "./run-saturating.ts";

process.on("message", async (job: LoadJob) => {
  process.send?.(await run(job));
});

function run(job: LoadJob): Promise<LoadResult> {
  return job.pace.kind === "fixed" ? runPaced(job, job.pace) : runSaturating(job, job.pace);
}

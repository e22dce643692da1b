/** Starts the load process and hands it jobs, one after the other. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LoadJob, LoadResult } from "./load-job.ts";

export interface Load {
  run(job: LoadJob): Promise<LoadResult>;
  stop(): void;
}

export function startLoad(): Load {
  const child = fork(join(import.meta.dirname, "load-process.ts"));
  return {
    async run(job) {
      const ended = new AbortController();
      child.send(job);
      const answer = await Promise.race([
        once(child, "message", { signal: ended.signal }),
        once(child, "exit", { signal: ended.signal }).then(([code]) => {
          throw new Error(`The load process ended with code ${code}`);
        }),
      ]);
      ended.abort();
      return answer[0] as LoadResult;
    },
    stop: () => child.kill(),
  };
}

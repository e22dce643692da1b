/** Notes the answers of one load and sums them up. Percentiles are exact, because every duration is kept. */
import type { LoadResult } from "./load-job.ts";

export interface AnswerLog {
  note(status: number, durationMs: number): void;
  noteFailure(): void;
  /** Ends the time that counts for throughput and latency; what is answered later is only counted. */
  close(): void;
  result(): LoadResult;
}

export function createAnswerLog(): AnswerLog {
  const statuses: Record<string, number> = {};
  const durationsMs: number[] = [];
  let failures = 0;
  const startedAt = performance.now();
  const cpuAtStart = process.cpuUsage();
  let closed: { seconds: number; clientCpu: number } | null = null;
  return {
    note(status, durationMs) {
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (!closed) durationsMs.push(durationMs);
    },
    noteFailure() {
      failures += 1;
    },
    close() {
      const seconds = (performance.now() - startedAt) / 1000;
      const { user, system } = process.cpuUsage(cpuAtStart);
      closed = { seconds, clientCpu: (user + system) / 1e6 / seconds };
    },
    result() {
      if (!closed) throw new Error("The load is still running");
      const sorted = Float64Array.from(durationsMs).sort();
      return {
        statuses,
        failures,
        callsPerSecond: sorted.length / closed.seconds,
        p50Ms: percentile(sorted, 0.5),
        p99Ms: percentile(sorted, 0.99),
        clientCpu: closed.clientCpu,
      };
    },
  };
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

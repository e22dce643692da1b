/** Sums up the rounds of a case: medians, so that one disturbed round does not matter. */
import type { BenchCase } from "./bench-cases.ts";
import type { LoadResult } from "./load/load-job.ts";

export interface Figures {
  readonly name: string;
  readonly callsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Throughput by that of the adjacent run of the bare Worker. */
  readonly ratio: number;
  readonly fixedRate: number;
  readonly fixedP50Ms: number;
  readonly fixedP99Ms: number;
  readonly singleP50Ms: number;
  /** Latency at one connection by that of the bare Worker. */
  readonly singleRatio: number;
  /** Shares of one core at saturation. */
  readonly clientCpu: number;
  readonly workerdCpu: number | null;
  /** What a call costs workerd, the runtime's own work included. Steadier than throughput on a busy machine. */
  readonly cpuMicrosecondsPerCall: number | null;
  /** Calls that were answered as expected, over the whole run. */
  readonly acknowledged: number;
}

/** What was measured of one case in one round. */
export interface Round {
  readonly saturated: LoadResult;
  readonly bare: LoadResult;
  readonly fixed: LoadResult;
  readonly single: LoadResult;
  readonly bareSingle: LoadResult;
  /** Of the saturated run; null where the system does not tell. */
  readonly workerd: { readonly cpuSeconds: number; readonly elapsedSeconds: number } | null;
}

/** @param acknowledged calls that were answered as expected, over the whole run */
export function summarise(
  measured: BenchCase,
  rounds: readonly Round[],
  fixedRate: number,
  acknowledged: number,
): Figures {
  const over = (figure: (round: Round) => number) => median(rounds.map(figure));
  const overWorkerd = (figure: (workerd: NonNullable<Round["workerd"]>, round: Round) => number) => {
    const figures = rounds.flatMap((round) => (round.workerd ? figure(round.workerd, round) : []));
    return figures.length === rounds.length ? median(figures) : null;
  };
  const callsPerSecond = over(({ saturated }) => saturated.callsPerSecond);
  return {
    name: measured.name,
    callsPerSecond,
    eventsPerSecond: callsPerSecond * measured.eventsPerCall,
    p50Ms: over(({ saturated }) => saturated.p50Ms),
    p99Ms: over(({ saturated }) => saturated.p99Ms),
    ratio: over(({ saturated, bare }) => saturated.callsPerSecond / bare.callsPerSecond),
    fixedRate,
    fixedP50Ms: over(({ fixed }) => fixed.p50Ms),
    fixedP99Ms: over(({ fixed }) => fixed.p99Ms),
    singleP50Ms: over(({ single }) => single.p50Ms),
    singleRatio: over(({ single, bareSingle }) => single.p50Ms / bareSingle.p50Ms),
    clientCpu: over(({ saturated }) => saturated.clientCpu),
    workerdCpu: overWorkerd(({ cpuSeconds, elapsedSeconds }) => cpuSeconds / elapsedSeconds),
    cpuMicrosecondsPerCall: overWorkerd(({ cpuSeconds }, { saturated }) => (cpuSeconds * 1e6) / answersOf(saturated)),
    acknowledged,
  };
}

function answersOf({ statuses }: LoadResult): number {
  return Object.values(statuses).reduce((sum, answers) => sum + answers, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

/**
 * Measures the cases in rounds, each right next to a run of the bare Worker, so that what the machine does meanwhile
 * falls out of the ratios.
 */

import { type BenchCase, bareCase } from "./bench-cases.ts";
import type { BenchInstance } from "./bench-instance.ts";
import type { LoadJob, LoadResult } from "./load/load-job.ts";
import type { Load } from "./load/start-load.ts";
import { type Figures, type Round, summarise } from "./summarise.ts";

export interface MeasureOptions {
  readonly instance: BenchInstance;
  readonly load: Load;
  readonly cases: readonly BenchCase[];
  readonly rounds: number;
  readonly seconds: number;
  readonly onProgress: (done: string) => void;
}

const saturatingConnections = 32;
const warmUpSeconds = 0.7;

/** Share of the measured capacity at which latency is looked at. */
const fixedShare = 0.2;

/** @returns the bare Worker's figures first. @throws Error when a call was not answered as expected */
export async function measure(options: MeasureOptions): Promise<Figures[]> {
  const { instance, load, rounds, seconds } = options;
  const cases = [bareCase, ...options.cases];
  const acknowledged = new Map<BenchCase, number>();

  async function run(measured: BenchCase, pace: LoadJob["pace"], runSeconds: number): Promise<LoadResult> {
    const url = measured === bareCase ? instance.bareUrl : instance.apiUrl;
    const { requests, hasFreshKeys, expectedStatus, name } = measured;
    const result = await load.run({ url, requests, hasFreshKeys, pace, seconds: runSeconds });
    const { [expectedStatus]: expected = 0, ...others } = result.statuses;
    acknowledged.set(measured, (acknowledged.get(measured) ?? 0) + expected);
    const surprises = Object.entries(others).map(([status, calls]) => `${calls} answered ${status}`);
    if (result.failures > 0) surprises.push(`${result.failures} not answered`);
    if (surprises.length > 0)
      throw new Error(`${name}: of calls to be answered ${expectedStatus}, ${surprises.join(", ")}`);
    return result;
  }

  const saturating = { kind: "saturating", connections: saturatingConnections } as const;
  const single = { kind: "saturating", connections: 1 } as const;
  const rates = new Map<BenchCase, number>();
  for (const measured of cases) await run(measured, saturating, warmUpSeconds);

  async function measureOnce(measured: BenchCase): Promise<Round> {
    const bare = await run(bareCase, saturating, seconds);
    const cpuBefore = instance.workerd.cpuSeconds();
    const startedAt = performance.now();
    const saturated = await run(measured, saturating, seconds);
    const elapsedSeconds = (performance.now() - startedAt) / 1000;
    const cpuAfter = instance.workerd.cpuSeconds();
    const cpuSeconds = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore;
    const callsPerSecond = rates.get(measured) ?? Math.ceil(saturated.callsPerSecond * fixedShare);
    rates.set(measured, callsPerSecond);
    return {
      bare,
      saturated,
      workerd: cpuSeconds === null ? null : { cpuSeconds, elapsedSeconds },
      fixed: await run(measured, { kind: "fixed", callsPerSecond }, seconds),
      bareSingle: await run(bareCase, single, seconds / 3),
      single: await run(measured, single, seconds / 3),
    };
  }

  const roundsOf = new Map<BenchCase, Round[]>(cases.map((measured) => [measured, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const measured of cases) {
      options.onProgress(`round ${round}/${rounds}: ${measured.name}`);
      roundsOf.get(measured)?.push(await measureOnce(measured));
    }
  }
  return cases.map((measured) =>
    summarise(measured, roundsOf.get(measured) ?? [], rates.get(measured) ?? 0, acknowledged.get(measured) ?? 0),
  );
}

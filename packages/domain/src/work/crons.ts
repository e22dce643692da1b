/** Runs crons one holder at a time: schedules overlap and Workers restart, the work must not run twice at once. */
import type { Clock } from "../clock.ts";
import { minuteMs } from "../clock.ts";
import { randomBase62 } from "../random.ts";

export interface CronLeases {
  /** False while somebody else holds it, or when it was done after `doneBefore`. */
  take(lease: { name: string; holder: string; at: number; until: number; doneBefore?: number }): Promise<boolean>;
  /** `doneAt` is absent after a failure. */
  release(lease: { name: string; holder: string; doneAt?: number }): Promise<void>;
}

export interface Cron {
  readonly name: string;
  /** How long to leave it after it was done; absent runs it each time. */
  readonly everyMs?: number;
  run(): Promise<void>;
}

export interface CronDependencies {
  readonly leases: CronLeases;
  readonly clock: Clock;
}

/** After this a holder is believed dead. */
export const cronLeaseMs = minuteMs;

/** @returns false when another holder is at it, or it is not due. @throws what the cron throws, after giving the lease back */
export async function runCron(cron: Cron, { leases, clock }: CronDependencies): Promise<boolean> {
  const holder = randomBase62(16);
  const { name, everyMs } = cron;
  const at = clock().real;
  const due = everyMs === undefined ? {} : { doneBefore: at - everyMs };
  if (!(await leases.take({ name, holder, at, until: at + cronLeaseMs, ...due }))) return false;
  try {
    await cron.run();
  } catch (error) {
    await leases.release({ name, holder });
    throw error;
  }
  await leases.release({ name, holder, doneAt: clock().real });
  return true;
}

/** How far back a dashboard looks and in what steps: whole days, for a year calendar months, in UTC. */
import type { Range } from "@dream-api/contract";
import { dayMs } from "../clock.ts";
import type { Period } from "../usage/period.ts";

/** Epoch milliseconds of business time; ends are exclusive, and the last lies ahead. */
export interface Span {
  readonly range: Range;
  readonly from: number;
  readonly to: number;
  readonly steps: readonly Period[];
}

const daysOf: Record<Exclude<Range, "year">, number> = { day: 1, week: 7, month: 30 };
const monthsOfYear = 12;

/** @param now business time */
export function spanOf(range: Range, now: number): Span {
  const steps = range === "year" ? monthsUntil(now) : daysUntil(now, daysOf[range]);
  return { range, from: steps[0]?.start ?? now, to: steps.at(-1)?.end ?? now, steps };
}

function daysUntil(now: number, days: number): Period[] {
  const today = Math.floor(now / dayMs) * dayMs;
  return Array.from({ length: days }, (_, index) => {
    const start = today - (days - 1 - index) * dayMs;
    return { start, end: start + dayMs };
  });
}

function monthsUntil(now: number): Period[] {
  const date = new Date(now);
  const first = date.getUTCMonth() - (monthsOfYear - 1);
  return Array.from({ length: monthsOfYear }, (_, index) => ({
    start: Date.UTC(date.getUTCFullYear(), first + index),
    end: Date.UTC(date.getUTCFullYear(), first + index + 1),
  }));
}

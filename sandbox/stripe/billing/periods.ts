/**
 * Billing periods. Every end is counted from the anchor, never from the last end, so that the 31st clamps to the
 * 28th or 29th of February and returns to the 31st in March. Seconds, UTC.
 */
import type { Interval } from "../catalogue/price-entity.ts";

const daySeconds = 86_400;

export function addPeriods(anchor: number, interval: Interval, count: number): number {
  if (interval === "day") return anchor + count * daySeconds;
  if (interval === "week") return anchor + count * 7 * daySeconds;
  return addMonths(anchor, interval === "year" ? count * 12 : count);
}

/** The first boundary of the anchor's rhythm that lies after `moment`. */
export function boundaryAfter(anchor: number, interval: Interval, intervalCount: number, moment: number): number {
  const step = estimatedSeconds(interval) * intervalCount;
  // Months differ in length by less than one part in ten, so a guess from below ends after a few steps.
  let index = Math.floor((moment - anchor) / (step * 1.04));
  if (moment < anchor) index = Math.floor((moment - anchor) / (step * 0.9)) - 1;
  while (addPeriods(anchor, interval, index * intervalCount) <= moment) index += 1;
  return addPeriods(anchor, interval, index * intervalCount);
}

function estimatedSeconds(interval: Interval): number {
  return { day: 1, week: 7, month: 30.4, year: 365.2 }[interval] * daySeconds;
}

function addMonths(anchor: number, months: number): number {
  const date = new Date(anchor * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return Math.floor(date.getTime() / 1000);
}

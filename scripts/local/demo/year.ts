/** The stretch of time that is made, and when in it things happen: more and more, by day, and less at the weekend. */
import type { Dice } from "./dice.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Epoch milliseconds; the end is exclusive. */
export interface Year {
  readonly start: number;
  readonly end: number;
}

/** From midnight that many days ago to the end of today: the same the whole day long. */
export function yearUntil(now: number, days: number): Year {
  const today = Math.floor(now / dayMs) * dayMs;
  return { start: today - days * dayMs, end: today + dayMs };
}

export function* daysOf({ start, end }: Year): Generator<number> {
  for (let day = start; day < end; day += dayMs) yield day;
}

/** How much of a working day's business there is: Sunday first. */
const ofWeekday = [0.35, 1, 1.05, 1.1, 1.05, 0.95, 0.45];

export function shareOfWeekday(at: number): number {
  return ofWeekday[new Date(at).getUTCDay()] ?? 1;
}

/** @param growth how many times as much there is at the end as at the start */
export function momentIn(
  year: Year,
  dice: Dice,
  { growth, busyMonths = [] }: { growth: number; busyMonths?: readonly number[] },
) {
  const mostAt = 1.1 * growth * 1.8;
  for (;;) {
    const at = dice.between(year.start, year.end);
    const grown = 1 + ((at - year.start) / (year.end - year.start)) * (growth - 1);
    const season = busyMonths.includes(new Date(at).getUTCMonth()) ? 1.8 : 1;
    if (dice.fraction() * mostAt < grown * season * shareOfWeekday(at)) return byDay(at, dice);
  }
}

/** The same day, between seven in the morning and eleven at night. */
export function byDay(at: number, dice: Dice): number {
  return Math.floor(Math.floor(at / dayMs) * dayMs + dice.between(7, 23) * hourMs);
}

export function monthsAfter(at: number, months: number): number {
  const date = new Date(at);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

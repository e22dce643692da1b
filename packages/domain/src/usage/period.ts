/** Monthly periods. Starts are inclusive, ends exclusive, both in epoch milliseconds and UTC. */

export interface Period {
  readonly start: number;
  readonly end: number;
}

/** The UTC calendar month around a moment. */
export function calendarMonth(at: number): Period {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
}

/** The month around a moment, counted from an anchor: its day is kept, or the month's last day where there is none. */
export function anchoredMonth(anchor: number, at: number): Period {
  const from = new Date(anchor);
  const to = new Date(at);
  let months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + (to.getUTCMonth() - from.getUTCMonth());
  if (addMonths(anchor, months) > at) months -= 1;
  return { start: addMonths(anchor, months), end: addMonths(anchor, months + 1) };
}

/** The same day and time some months on; the 31st becomes the last day of a shorter month, counted from the anchor each time. */
export function addMonths(anchor: number, months: number): number {
  const date = new Date(anchor);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const timeOfDay = anchor - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date.getUTCDate(), lastDay)) + timeOfDay;
}

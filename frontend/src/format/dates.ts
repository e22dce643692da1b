/** Times for people. The wire has ISO-8601 in UTC; people read their own time zone, days of a series stay UTC. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export function formatDate(iso: string): string {
  return new Date(iso).toLocaleDateString("en", { year: "numeric", month: "short", day: "numeric" });
}

export function formatDateTime(iso: string): string {
  return new Date(iso).toLocaleString("en", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** A step of a series, which begins at a UTC day or month. */
export function formatStep(iso: string, step: "day" | "month"): string {
  return new Date(iso).toLocaleDateString("en", {
    timeZone: "UTC",
    month: "short",
    ...(step === "day" ? { day: "numeric" } : { year: "2-digit" }),
  });
}

/** `just now`, `5 minutes ago`, `in 3 days`; a date when it is further than a month. @param now epoch milliseconds */
export function formatRelative(iso: string, now: number): string {
  const difference = Date.parse(iso) - now;
  const distance = Math.abs(difference);
  if (distance < minuteMs) return "just now";
  if (distance > 30 * dayMs) return formatDate(iso);
  const [unit, unitMs] = unitOf(distance);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(difference / unitMs), unit);
}

function unitOf(distance: number): [Intl.RelativeTimeFormatUnit, number] {
  if (distance < hourMs) return ["minute", minuteMs];
  if (distance < dayMs) return ["hour", hourMs];
  return ["day", dayMs];
}

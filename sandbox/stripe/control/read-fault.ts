/** Reads a fault as somebody asked for it. */
import type { Fault } from "./faults.ts";

export const faultKinds: Fault["kind"][] = [
  "card_declined",
  "rate_limit",
  "reset_after",
  "reset_before",
  "server_error",
  "slow",
];

/** @returns what is wrong with it, when something is */
export function readFault(wanted: Record<string, unknown>): Fault | string {
  const { match, kind, times = 1, delayMs = 0, status = 500 } = wanted;
  const known = faultKinds.find((one) => one === kind);
  if (typeof match !== "string" || match === "" || !known) return `Give match and a kind of: ${faultKinds.join(", ")}`;
  if (!isWhole(times, 1)) return "times is a whole number from 1";
  if (!isWhole(delayMs, 0)) return "delayMs is a whole number of milliseconds from 0";
  if (!isWhole(status, 500) || status > 599) return "status is a number from 500 to 599";
  return { match, kind: known, times, delayMs, status };
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= least;
}

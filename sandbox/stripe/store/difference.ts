/** What an `updated` event calls `previous_attributes`: the old values of what changed. */
import type { Wire } from "./kinds.ts";

/** Lists are told whole, objects by the fields that differ; nothing when nothing differs. */
export function differenceOf(before: Wire, after: Wire): Wire | undefined {
  const previous: Wire = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    const isObject = isPlain(before[key]) && isPlain(after[key]);
    previous[key] = isObject ? differenceOf(before[key] as Wire, after[key] as Wire) : (before[key] ?? null);
  }
  return Object.keys(previous).length > 0 ? previous : undefined;
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Metadata as Clerk merges it: deeply, and `null` takes a key away. */
import type { Metadata } from "../store/entities.ts";

export function mergeMetadata(before: Metadata, changes: Metadata): Metadata {
  const merged = { ...before };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete merged[key];
    else if (isObject(value)) merged[key] = mergeMetadata(isObject(merged[key]) ? merged[key] : {}, value);
    else merged[key] = value;
  }
  return merged;
}

export function isObject(value: unknown): value is Metadata {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Metadata: at most 50 keys of 40 characters with values of 500, all strings; an empty value unsets its key. */
import type { FormValue } from "../wire/form.ts";
import { invalid } from "../wire/refusal.ts";
import { invalidObject } from "./request-refusals.ts";

const maxKeys = 50;
const maxKeyLength = 40;
const maxValueLength = 500;

/** What a request says about metadata: `null` unsets the key. */
type MetadataChange = Record<string, string | null>;

export function decodeMetadata(raw: FormValue, path: string): MetadataChange {
  if (typeof raw === "string") throw invalidObject(path);
  const change: MetadataChange = {};
  for (const [key, value] of Object.entries(raw)) {
    const param = `${path}[${key}]`;
    if (typeof value !== "string") throw invalid("Metadata values must be strings", param);
    if (key.length > maxKeyLength) {
      throw invalid(`Metadata keys must be under ${maxKeyLength} characters, but your key was ${key.length}`, param);
    }
    if (value.length > maxValueLength) {
      throw invalid(
        `Metadata values can have up to ${maxValueLength} characters, but you passed in a value that is ${value.length} characters.`,
        param,
      );
    }
    change[key] = value === "" ? null : value;
  }
  return change;
}

/** @throws StripeRefusal when more than 50 keys would remain */
export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string | number | null> | null | "" | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === null || change === "") return {};
  const merged = { ...current };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = String(value);
  }
  const count = Object.keys(merged).length;
  if (count > maxKeys) throw invalid(`You can have up to ${maxKeys} metadata keys, but you have ${count}.`, "metadata");
  return merged;
}

/** Stripe's sentences about parameters that do not fit. The exact words are general knowledge, not a documented contract. */
import type { FormValue } from "../wire/form.ts";
import { invalid, type StripeRefusal } from "../wire/refusal.ts";

export function unknownParams(names: string[]): StripeRefusal {
  const noun = names.length === 1 ? "parameter" : "parameters";
  return invalid(`Received unknown ${noun}: ${names.join(", ")}`, names[0], "parameter_unknown");
}

export function missingParams(names: string[]): StripeRefusal {
  return invalid(`Missing required param: ${names[0]}.`, names[0], "parameter_missing");
}

export function emptyValue(path: string): StripeRefusal {
  return invalid(
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`,
    path,
    "parameter_invalid_empty",
  );
}

export function invalidNumber(kind: "integer" | "decimal", raw: FormValue, path: string): StripeRefusal {
  const shown = typeof raw === "string" ? raw : JSON.stringify(raw);
  return invalid(`Invalid ${kind}: ${shown}`, path, kind === "integer" ? "parameter_invalid_integer" : undefined);
}

export function invalidChoice(raw: FormValue, values: readonly unknown[], path: string): StripeRefusal {
  const names = values.filter((value) => value !== "" && value !== null).map(String);
  if (raw === "") return emptyValue(path);
  const last = names.at(-1) ?? "";
  const list = names.length < 3 ? names.join(" or ") : `${names.slice(0, -1).join(", ")}, or ${last}`;
  return invalid(`Invalid ${path}: must be ${names.length > 1 ? "one of " : ""}${list}`, path);
}

export function invalidArray(path: string): StripeRefusal {
  return invalid("Invalid array", path);
}

export function invalidObject(path: string): StripeRefusal {
  return invalid("Invalid object", path);
}

/**
 * Holds an answer against its schema and lists every difference: missing, extra and mistyped fields. Strict: a
 * field the SDK does not declare is an error. Checkers are built when a type is first used.
 */
import { resolveSchema, schemaNamed, typesOf } from "./load-schema.ts";
import type { Schema } from "./schema-format.ts";

type Check = (value: unknown, path: string, problems: string[]) => void;

const checks = new Map<string, Check>();

export function checkResponse(schema: Schema, value: unknown): string[] {
  const problems: string[] = [];
  checkOf(schema)(value, "", problems);
  return problems;
}

function checkNamed(name: string): Check {
  let check = checks.get(name);
  if (!check) {
    check = checkOf(schemaNamed(name));
    checks.set(name, check);
  }
  return check;
}

function checkOf(schema: Schema): Check {
  const { $ref, anyOf } = schema;
  if ($ref !== undefined) return (value, path, problems) => checkNamed($ref)(value, path, problems);
  if (anyOf) return checkOfChoice(anyOf);
  const types = typesOf(schema);
  const checkInside = types.includes("object") ? checkOfObject(schema) : checkOfItems(schema);
  return (value, path, problems) => {
    if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
      problems.push(`${path}: ${JSON.stringify(value)?.slice(0, 80)} is not ${types.join(" or ")}`);
    } else if (schema.enum && !schema.enum.includes(value as string)) {
      problems.push(`${path}: ${JSON.stringify(value)} is not one of ${schema.enum.slice(0, 12).join(", ")}`);
    } else if (value !== null) checkInside?.(value, path, problems);
  };
}

function checkOfItems(schema: Schema): Check | undefined {
  const checkItem = schema.items && checkOf(schema.items);
  if (!checkItem) return undefined;
  return (value, path, problems) => {
    for (const [index, item] of (value as unknown[]).entries()) checkItem(item, `${path}[${index}]`, problems);
  };
}

function checkOfObject(schema: Schema): Check | undefined {
  if (typeof schema.additionalProperties === "object") return checkOfMap(schema.additionalProperties);
  const properties = schema.properties ?? {};
  // The types leave these open: a payment method's own details, the data of an event.
  if (Object.keys(properties).length === 0) return undefined;
  const inside = new Map(Object.entries(properties).map(([key, property]) => [key, checkOf(property)]));
  const required = schema.required ?? [];
  return (value, path, problems) => {
    const absent = required.filter((key) => (value as Record<string, unknown>)[key] === undefined);
    problems.push(...absent.map((key) => `${path}.${key}: is missing`));
    for (const [key, item] of Object.entries(value as object)) {
      if (item === undefined) continue;
      const check = inside.get(key);
      if (check) check(item, `${path}.${key}`, problems);
      else if (schema.stub !== true) problems.push(`${path}.${key}: is not in the schema`);
    }
  };
}

function checkOfMap(schema: Schema): Check {
  const checkValue = checkOf(schema);
  return (value, path, problems) => {
    for (const [key, item] of Object.entries(value as object)) checkValue(item, `${path}.${key}`, problems);
  };
}

/** Resources say what they are in `object`; for the rest any alternative may fit. */
function checkOfChoice(alternatives: Schema[]): Check {
  const all = alternatives.map(checkOf);
  return (value, path, problems) => {
    const kind = (value as { object?: unknown } | null)?.object;
    const isDeleted = (value as { deleted?: unknown } | null)?.deleted === true;
    const named = alternatives.findIndex((one) => {
      const properties = resolveSchema(one).properties ?? {};
      const isOfKind = kind !== undefined && properties.object?.enum?.includes(kind as string);
      return isOfKind && "deleted" in properties === isDeleted;
    });
    if (named >= 0) return all[named]?.(value, path, problems);
    let fewest: string[] | undefined;
    for (const check of all) {
      const own: string[] = [];
      check(value, path, own);
      if (own.length === 0) return;
      if (!fewest || own.length < fewest.length) fewest = own;
    }
    problems.push(...(fewest ?? []));
  };
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isSafeInteger(value);
    default:
      return typeof value === type;
  }
}

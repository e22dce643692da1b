/**
 * Fills the fields that a type requires and allows to be null, all the way down: what an entity does not say, the
 * wire says as null. Nothing else is invented: what is missing otherwise stays missing and fails the strict check.
 */
import { resolveSchema, schemaNamed, typesOf } from "./load-schema.ts";
import type { Schema } from "./schema-format.ts";

type Fill = (value: unknown) => void;

const fills = new Map<string, Fill | undefined>();

export function complete<T extends object>(schemaName: string, value: T): T {
  fillNamed(schemaName)?.(value);
  return value;
}

function fillNamed(name: string): Fill | undefined {
  if (!fills.has(name)) {
    // While a type is being read it may meet itself; it is complete by the time it runs.
    fills.set(name, (value) => fills.get(name)?.(value));
    fills.set(name, fillOf(schemaNamed(name)));
  }
  return fills.get(name);
}

function fillOf(schema: Schema): Fill | undefined {
  if (schema.$ref !== undefined) return fillNamed(schema.$ref);
  if (schema.anyOf) return fillOfChoice(schema.anyOf);
  if (schema.items) {
    const fill = fillOf(schema.items);
    return fill && ((value) => Array.isArray(value) && value.forEach(fill));
  }
  return schema.properties ? fillOfObject(schema.properties, schema.required ?? []) : undefined;
}

function fillOfObject(properties: Record<string, Schema>, required: string[]): Fill {
  const nullable = required.filter((key) => allowsNull(properties[key]));
  const inside = Object.entries(properties).flatMap(([key, property]) => {
    const fill = fillOf(property);
    return fill ? [[key, fill] as const] : [];
  });
  return (value) => {
    if (typeof value !== "object" || value === null) return;
    const record = value as Record<string, unknown>;
    for (const key of nullable) record[key] ??= null;
    for (const [key, fill] of inside) {
      const item = record[key];
      if (typeof item === "object" && item !== null) fill(item);
    }
  };
}

/** Only where one object type is possible; a resource inside a resource was completed by its own formatter. */
function fillOfChoice(alternatives: Schema[]): Fill | undefined {
  const objects = alternatives.filter((one) => typesOf(resolveSchema(one)).includes("object"));
  const [only] = objects;
  const isResource = objects.some((one) => resolveSchema(one).properties?.object?.enum !== undefined);
  return objects.length === 1 && only && !isResource ? fillOf(only) : undefined;
}

function allowsNull(schema: Schema | undefined): boolean {
  if (!schema) return false;
  return typesOf(schema).includes("null") || (schema.anyOf?.some(allowsNull) ?? false);
}

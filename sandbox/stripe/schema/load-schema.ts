/** The generated schemas, read once per process. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Schema, SchemaFile } from "./schema-format.ts";

let loaded: SchemaFile | undefined;

export function loadSchema(): SchemaFile {
  loaded ??= JSON.parse(readFileSync(join(import.meta.dirname, "generated/stripe.json"), "utf8")) as SchemaFile;
  return loaded;
}

/** @throws when no type of that name was generated */
export function schemaNamed(name: string): Schema {
  const schema = loadSchema().schemas[name];
  if (!schema) throw new Error(`No schema is called ${name}`);
  return schema;
}

export function resolveSchema(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : resolveSchema(schemaNamed(schema.$ref));
}

export function typesOf(schema: Schema): string[] {
  return schema.type === undefined ? [] : [schema.type].flat();
}

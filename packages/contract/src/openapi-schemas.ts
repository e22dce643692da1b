/** The schemas of the OpenAPI document, as JSON Schema. */
import * as z from "zod";

export type Json = Record<string, unknown>;

/** Named schemas, gathered while the paths are written and placed under `components`. */
export type Schemas = Map<string, Json>;

export function parametersOf(query: z.ZodType): Json[] {
  const { required = [] } = collectSchema(query, "input", new Map()) as { required?: string[] };
  return Object.entries(propertiesOf(query)).map(([name, schema]) => ({
    in: "query",
    name,
    schema,
    required: required.includes(name),
  }));
}

export function propertiesOf(schema: z.ZodType): Record<string, Json> {
  return (collectSchema(schema, "output", new Map()) as { properties?: Record<string, Json> }).properties ?? {};
}

export function collectSchema(schema: z.ZodType, io: "input" | "output", schemas: Schemas): Json {
  const {
    $schema: _dialect,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  }) as Json & { $defs?: Record<string, Json> };
  for (const [name, definition] of Object.entries($defs)) schemas.set(name, withComponentReferences(definition));
  return withComponentReferences(own);
}

function withComponentReferences(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll("#/$defs/", "#/components/schemas/")) as Json;
}

/**
 * Reads the types and routes of the installed SDK and writes the schemas of the covered paths. Run it after every
 * upgrade of `stripe`: `npm run schema -w @dream-api/sandbox`. A test fails while the committed file is another.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript5";
import { coveredResources, isCoveredPath } from "./covered-paths.ts";
import { readRoutes } from "./read-routes.ts";
import type { OperationSchema, SchemaFile } from "./schema-format.ts";
import { TypeReader } from "./type-reader.ts";

export const schemaPath = join(import.meta.dirname, "generated/stripe.json");

const sdkDirectory = join(dirname(createRequire(import.meta.url).resolve("stripe")), "..");
const resources = join(sdkDirectory, "esm/resources");

export function generateSchema(): SchemaFile {
  const files = coveredResources.map((name) => join(resources, `${name}.d.ts`));
  const program = ts.createProgram(files, { strict: true, skipLibCheck: true, noLib: false, types: [] });
  const reader = new TypeReader(program.getTypeChecker(), resources);
  const operations: Record<string, OperationSchema> = {};
  for (const [index, name] of coveredResources.entries()) {
    const declarations = program.getSourceFile(files[index] ?? "");
    if (!declarations) throw new Error(`The SDK has no ${name}`);
    for (const route of readRoutes(join(resources, `${name}.js`))) {
      if (!isCoveredPath(route.path)) continue;
      const signature = reader.methodOf(declarations, route.className, route.method);
      operations[`${route.verb} ${route.path}`] = { sdk: `${route.className}.${route.method}`, ...signature };
    }
  }
  const events = reader.eventsOf(program.getSourceFile(join(resources, "Events.d.ts")));
  const read = (name: string) => readFileSync(join(sdkDirectory, name), "utf8");
  return {
    sdkVersion: JSON.parse(read("package.json")).version,
    apiVersion: /ApiVersion = '([^']+)'/.exec(read("esm/apiVersion.js"))?.[1] ?? "",
    events: sorted(events),
    operations: sorted(operations),
    schemas: sorted(reader.schemas),
  };
}

/** One line per operation and schema, so that an upgrade shows as a readable difference. */
export function printSchema({ sdkVersion, apiVersion, ...groups }: SchemaFile): string {
  const lines = Object.entries(groups).map(([name, group]) => {
    const entries = Object.entries(group).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    return `"${name}":{\n${entries.join(",\n")}\n}`;
  });
  return `{"sdkVersion":"${sdkVersion}",\n"apiVersion":"${apiVersion}",\n${lines.join(",\n")}}\n`;
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}

if (import.meta.main) writeFileSync(schemaPath, printSchema(generateSchema()));

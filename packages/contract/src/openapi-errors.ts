/** What an operation of the OpenAPI document answers when it refuses. */
import { soldOutBodySchema } from "./checkout.ts";
import type { Endpoint } from "./endpoint.ts";
import { type ErrorCode, errorBodySchema, errorCatalogue } from "./errors.ts";
import { oauthErrorBodySchema, oauthErrorOf, oauthStatusOf } from "./oauth-errors.ts";
import { collectSchema, type Json, type Schemas } from "./openapi-schemas.ts";
import { tierLimitBodySchema } from "./usage.ts";

export function errorResponses({ errors, protocol }: Endpoint, schemas: Schemas): Record<number, Json> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errors) {
    const status = protocol === "oauth" ? oauthStatusOf(code) : errorCatalogue[code].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].title}`).join("; "),
        content: contentOf(codes, protocol, schemas),
      },
    ]),
  );
}

function contentOf(codes: readonly ErrorCode[], protocol: Endpoint["protocol"], schemas: Schemas): Json {
  const [first] = codes as readonly [ErrorCode];
  const docs = `https://api.example.com/docs/errors#${first}`;
  const [code, title, requestId] = [first, errorCatalogue[first].title, "req_4f7Kq0ZrT9bXw2Ld"];
  if (protocol === "browser") return { "text/html": {} };
  if (protocol === "oauth") {
    const example = { error: oauthErrorOf(code), error_description: title, error_uri: docs, code, requestId };
    return jsonContent(collectSchema(oauthErrorBodySchema, "output", schemas), example);
  }
  return jsonContent(errorSchema(codes, schemas), { error: title, code, docs, requestId });
}

function errorSchema(codes: readonly ErrorCode[], schemas: Schemas): Json {
  const bodies = [
    errorBodySchema,
    ...(codes.includes("tier_limit_reached") ? [tierLimitBodySchema] : []),
    ...(codes.includes("sold_out") ? [soldOutBodySchema] : []),
  ];
  const references = bodies.map((body) => collectSchema(body, "output", schemas));
  return references.length === 1 ? (references[0] as Json) : { anyOf: references };
}

export function jsonContent(schema: Json, example?: Json): Json {
  return { "application/json": { schema, ...(example ? { example } : {}) } };
}

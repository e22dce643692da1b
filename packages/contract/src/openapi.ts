/** The OpenAPI 3.1 document, made from the endpoints themselves. */
import * as z from "zod";
import { soldOutBodySchema } from "./checkout.ts";
import { type Caller, type Endpoint, type HeaderName, headerNames } from "./endpoint.ts";
import { type ErrorCode, errorBodySchema, errorCatalogue } from "./errors.ts";
import { tenantQuerySchema } from "./primitives.ts";
import { tierLimitBodySchema } from "./usage.ts";

type Json = Record<string, unknown>;

/** Named schemas, gathered while the paths are written and placed under `components`. */
type Schemas = Map<string, Json>;

const security: Record<Caller, Json> = {
  K: { secretKey: [] },
  S: { secretKey: [] },
  U: { endUserToken: [] },
  P: { publishableKey: [] },
  D: { developerSession: [] },
  person: { endUserSession: [] },
  signature: {},
  "-": {},
};

const headerDescriptions: Partial<Record<HeaderName, { required: boolean; description: string }>> = {
  userId: {
    required: true,
    description:
      "With a secret key: your own id for the end user, 1 to 128 printable ASCII characters. Refused with any other credential",
  },
  userPlan: { required: false, description: "The tier of a user who has neither a subscription nor an assigned tier" },
  idempotencyKey: { required: false, description: "Makes a repeat safe: it gets the first answer for 24 hours" },
};

/** @param version the released version, shown in the document */
export function openapiDocument(endpoints: readonly Endpoint[], version: string): Json {
  const schemas: Schemas = new Map();
  collectSchema(errorBodySchema, "output", schemas);
  collectSchema(tierLimitBodySchema, "output", schemas);
  collectSchema(soldOutBodySchema, "output", schemas);
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "dream-api",
      version,
      description:
        "Auth, billing, usage and a store behind one key. Money is in minor units, times are ISO-8601 in UTC.",
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: Object.fromEntries(schemas),
      securitySchemes: {
        secretKey: {
          type: "http",
          scheme: "bearer",
          description: "A secret key, sk_test_… or sk_live_…; for servers only",
        },
        publishableKey: {
          type: "apiKey",
          in: "header",
          name: headerNames.publishableKey,
          description: "pk_test_… or pk_live_…",
        },
        endUserToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "An access token that hosted sign-in gave an end user for this project; for browsers and apps",
        },
        developerSession: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "The session token of a developer who is signed in to the dashboard",
        },
      },
    },
  };
}

function operation(endpoint: Endpoint, schemas: Schemas): Json {
  const parameters = [...pathParameters(endpoint), ...headerParameters(endpoint), ...queryParameters(endpoint)];
  const body = requestBody(endpoint, schemas);
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description ? { description: endpoint.description } : {}),
    security: endpoint.who.map((caller) => security[caller]),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: {
      [endpoint.status ?? 200]: success(endpoint, schemas),
      ...errorResponses(endpoint.errors),
    },
  };
}

function requestBody({ body, bodyMediaTypes }: Endpoint, schemas: Schemas): Json | null {
  if (bodyMediaTypes) {
    return { required: true, content: Object.fromEntries(bodyMediaTypes.map((type) => [type, {}])) };
  }
  if (!body) return null;
  return { required: isRequired(body), content: jsonContent(collectSchema(body, "input", schemas)) };
}

function success({ reply, replyMediaType, status }: Endpoint, schemas: Schemas): Json {
  if (status === 302) return { description: "Sent on", headers: { Location: { schema: { type: "string" } } } };
  const description = status === 201 ? "Made" : "Done";
  const json = reply ? jsonContent(collectSchema(reply, "output", schemas)) : {};
  const other = reply && !replyMediaType ? {} : { [replyMediaType ?? "text/html"]: {} };
  return { description, content: { ...json, ...other } };
}

/** Those that no schema describes are in the document too, because a path without its parameters is not valid. */
function pathParameters({ path, params }: Endpoint): Json[] {
  const described = params ? propertiesOf(params) : {};
  return [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
    in: "path",
    name,
    required: true,
    schema: described[name] ?? { type: "string" },
  }));
}

/** Of the key where a repeat is done again. */
const doneAgain = {
  description: "Keeps a repeat out while the first call runs; later ones get an answer of their own, which is as good",
};

function headerParameters(endpoint: Endpoint): Json[] {
  return (endpoint.headers ?? []).map((header) => {
    const name = header.replace("?", "") as HeaderName;
    return {
      in: "header",
      name: headerNames[name],
      schema: { type: "string" },
      ...headerDescriptions[name],
      ...(name === "idempotencyKey" && endpoint.repeat === "anew" ? doneAgain : {}),
      ...(header.endsWith("?") ? { required: false } : {}),
    };
  });
}

function queryParameters({ query, who }: Endpoint): Json[] {
  return [...(isForOwners(who) ? ownerParameters() : []), ...(query ? parametersOf(query) : [])];
}

/** A session has to say what a secret key says by itself. */
function isForOwners(who: readonly Caller[]): boolean {
  return who.includes("K") && who.includes("D");
}

function ownerParameters(): Json[] {
  const description = "Needed with a developer's session, refused with a key";
  return parametersOf(tenantQuerySchema).map((parameter) => ({ ...parameter, required: false, description }));
}

function parametersOf(query: z.ZodType): Json[] {
  const { required = [] } = collectSchema(query, "input", new Map()) as { required?: string[] };
  return Object.entries(propertiesOf(query)).map(([name, schema]) => ({
    in: "query",
    name,
    schema,
    required: required.includes(name),
  }));
}

function propertiesOf(schema: z.ZodType): Record<string, Json> {
  return (collectSchema(schema, "output", new Map()) as { properties?: Record<string, Json> }).properties ?? {};
}

function errorResponses(codes: readonly ErrorCode[]): Record<number, Json> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = errorCatalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, sameStatus]) => [
      status,
      {
        description: sameStatus.map((code) => `\`${code}\`: ${errorCatalogue[code].title}`).join("; "),
        content: jsonContent(errorSchema(sameStatus), errorExample(sameStatus[0] as ErrorCode)),
      },
    ]),
  );
}

function errorSchema(codes: readonly ErrorCode[]): Json {
  const references: Json[] = [{ $ref: "#/components/schemas/ErrorBody" }];
  if (codes.includes("tier_limit_reached")) references.push({ $ref: "#/components/schemas/TierLimitBody" });
  if (codes.includes("sold_out")) references.push({ $ref: "#/components/schemas/SoldOutBody" });
  return references.length === 1 ? (references[0] as Json) : { anyOf: references };
}

function errorExample(code: ErrorCode): Json {
  const docs = `https://api.example.com/docs/errors#${code}`;
  return { error: errorCatalogue[code].title, code, docs, requestId: "req_4f7Kq0ZrT9bXw2Ld" };
}

function jsonContent(schema: Json, example?: Json): Json {
  return { "application/json": { schema, ...(example ? { example } : {}) } };
}

function isRequired(body: z.ZodType): boolean {
  return !body.safeParse(undefined).success;
}

function collectSchema(schema: z.ZodType, io: "input" | "output", schemas: Schemas): Json {
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

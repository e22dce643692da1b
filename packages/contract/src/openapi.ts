/** The OpenAPI 3.1 document, made from the endpoints themselves. */
import type * as z from "zod";
import { type Caller, type Endpoint, type HeaderName, headerNames } from "./endpoint.ts";
import { errorResponses, jsonContent } from "./openapi-errors.ts";
import { collectSchema, type Json, parametersOf, propertiesOf, type Schemas } from "./openapi-schemas.ts";
import { tenantQuerySchema } from "./primitives.ts";

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

/** Endpoints that another Worker answers. */
export interface EndpointsElsewhere {
  readonly endpoints: readonly Endpoint[];
  readonly server: { readonly url: string; readonly description: string };
}

/** @param version the released version, shown in the document */
export function openapiDocument(
  endpoints: readonly Endpoint[],
  version: string,
  elsewhere: readonly EndpointsElsewhere[] = [],
): Json {
  const schemas: Schemas = new Map();
  const paths: Record<string, Json> = {};
  const add = (endpoint: Endpoint, servers: Json) => {
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...servers, ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, schemas) };
  };
  for (const endpoint of endpoints) add(endpoint, {});
  for (const { endpoints: theirs, server } of elsewhere) {
    for (const endpoint of theirs) add(endpoint, { servers: [server] });
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
    tags: [
      ...chaptersOf(endpoints).map((name) => ({ name })),
      ...elsewhere.flatMap(({ endpoints: theirs, server }) =>
        chaptersOf(theirs).map((name) => ({ name, description: `${server.description}, at ${server.url}` })),
      ),
    ],
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

/** The chapters, in the order in which they come. */
function chaptersOf(endpoints: readonly Endpoint[]): string[] {
  return [...new Set(endpoints.map(({ tag }) => tag))];
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
      ...errorResponses(endpoint, schemas),
    },
  };
}

function requestBody({ body, bodyMediaTypes, written, protocol }: Endpoint, schemas: Schemas): Json | null {
  if (bodyMediaTypes) {
    return { required: true, content: Object.fromEntries(bodyMediaTypes.map((type) => [type, {}])) };
  }
  if (!body) return null;
  const schema = collectSchema(written?.body ?? body, "input", schemas);
  const content = protocol === "oauth" ? { "application/x-www-form-urlencoded": { schema } } : jsonContent(schema);
  return { required: isRequired(body), content };
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

/** Of the key where only a refresh heeds it (ADR 16). */
const refreshAgain = {
  description: "A refresh may be repeated with the same one for a minute; a code works once anyway",
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
      ...(name === "idempotencyKey" && endpoint.protocol === "oauth" ? refreshAgain : {}),
      ...(header.endsWith("?") ? { required: false } : {}),
    };
  });
}

function queryParameters({ query, who, written }: Endpoint): Json[] {
  const described = written?.query ?? query;
  return [...(isForOwners(who) ? ownerParameters() : []), ...(described ? parametersOf(described) : [])];
}

/** A session has to say what a secret key says by itself. */
function isForOwners(who: readonly Caller[]): boolean {
  return who.includes("K") && who.includes("D");
}

function ownerParameters(): Json[] {
  const description = "Needed with a developer's session, refused with a key";
  return parametersOf(tenantQuerySchema).map((parameter) => ({ ...parameter, required: false, description }));
}

function isRequired(body: z.ZodType): boolean {
  return !body.safeParse(undefined).success;
}

import { describe, expect, test } from "vitest";
import {
  apiMultiEndpoints,
  type Endpoint,
  endUserAuthEndpoints,
  frontAuthApiEndpoints,
  hostedSignInEndpoints,
  oauthApiEndpoints,
  openapiDocument,
  signInPages,
} from "../src/index.ts";

interface Operation {
  operationId: string;
  security: object[];
  parameters?: { in: string; name: string; required: boolean }[];
  requestBody?: { required: boolean; content: Record<string, object> };
  responses: Record<string, { content?: Record<string, object>; headers?: object }>;
}

interface Document {
  tags: { name: string; description?: string }[];
  paths: Record<
    string,
    Partial<Record<"get" | "post" | "put" | "patch" | "delete", Operation>> & { servers?: object[] }
  >;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

const workers = {
  "api-multi": apiMultiEndpoints,
  "front-auth-api": frontAuthApiEndpoints,
  "oauth-api": oauthApiEndpoints,
};

const server = { url: "https://sign-in.example", description: "Hosted sign-in" };
const signIn = [{ endpoints: hostedSignInEndpoints, server }];

const documentOf = (worker: keyof typeof workers) =>
  openapiDocument(workers[worker], "1.0.0", worker === "api-multi" ? signIn : []) as unknown as Document;

const operationsOf = (methods: Document["paths"][string]) =>
  Object.entries(methods).flatMap(([name, operation]) => (name === "servers" ? [] : [operation as Operation]));

describe.each(Object.keys(workers) as (keyof typeof workers)[])("the OpenAPI document of %s", (worker) => {
  const document = documentOf(worker);
  const operations = Object.values(document.paths).flatMap(operationsOf);
  const endpoints: readonly Endpoint[] =
    worker === "api-multi" ? [...apiMultiEndpoints, ...hostedSignInEndpoints] : workers[worker];

  test("has every endpoint, once", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.sort()).toEqual(endpoints.map(({ operationId }) => operationId).sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("refers only to schemas that it has", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(5);
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(JSON.stringify(document)).not.toContain("$defs");
  });

  test("names only credentials that it explains", () => {
    const named = operations.flatMap(({ security }) => security.flatMap((credential) => Object.keys(credential)));
    for (const name of named) expect(Object.keys(document.components.securitySchemes)).toContain(name);
  });

  test("says each parameter that stands in a path", () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of operationsOf(methods)) {
        const said = parameters.filter((parameter) => parameter.in === "path");
        expect(said.map(({ name, required }) => [name, required])).toEqual(inPath.map((name) => [name, true]));
      }
    }
  });
});

describe("an operation in the OpenAPI document", () => {
  const apiMulti = documentOf("api-multi").paths;
  const frontAuthApi = documentOf("front-auth-api").paths;
  const oauthApi = documentOf("oauth-api").paths;

  test("says which credential it takes", () => {
    expect(apiMulti["/api/data"]?.post?.security).toEqual([{ secretKey: [] }, { endUserToken: [] }]);
    expect(apiMulti["/api/data/batch"]?.post?.security).toEqual([{ secretKey: [] }]);
    expect(apiMulti["/api/tiers"]?.get?.security).toEqual([
      { publishableKey: [] },
      { secretKey: [] },
      { endUserToken: [] },
    ]);
    expect(apiMulti["/health"]?.get?.security).toEqual([{}]);
    expect(frontAuthApi["/me"]?.get?.security).toEqual([{ developerSession: [] }]);
    expect(frontAuthApi["/webhook/stripe"]?.post?.security).toEqual([{}]);
    expect(oauthApi["/tiers"]?.put?.security).toEqual([{ secretKey: [] }, { developerSession: [] }]);
  });

  test("that makes something answers 201, one that sends a browser on 302", () => {
    expect(Object.keys(oauthApi["/create-products"]?.post?.responses ?? {})).toContain("201");
    expect(Object.keys(oauthApi["/create-products"]?.post?.responses ?? {})).not.toContain("200");
    expect(oauthApi["/callback"]?.get?.responses["302"]).toHaveProperty("headers.Location");
    expect(oauthApi["/callback"]?.get?.responses["302"]).not.toHaveProperty("content");
  });

  test("with a raw body says what that may be", () => {
    const { requestBody } = frontAuthApi["/upload-asset"]?.post ?? {};
    expect(requestBody?.required).toBe(true);
    expect(Object.keys(requestBody?.content ?? {})).toEqual(
      expect.arrayContaining(["image/png", "image/jpeg", "image/webp", "image/avif", "multipart/form-data"]),
    );
  });

  test("tells needed query parameters from those that may be left out", () => {
    const query = (operation?: Operation) =>
      Object.fromEntries((operation?.parameters ?? []).map(({ name, required }) => [name, required]));
    expect(query(frontAuthApi["/get-credentials"]?.get)).toEqual({ projectId: true });
    expect(query(oauthApi["/tiers"]?.delete)).toEqual({ projectId: false, mode: false, name: true });
    expect(query(oauthApi["/tiers"]?.get)).toEqual({ projectId: false, mode: false });
    expect(query(apiMulti["/api/products"]?.get)).toEqual({ limit: false, cursor: false });
  });

  test("tells a header that has to come from one that may", () => {
    const userId = (operation?: Operation) => operation?.parameters?.find(({ name }) => name === "X-User-Id")?.required;
    expect(userId(apiMulti["/api/data/release"]?.post)).toBe(true);
    expect(userId(apiMulti["/api/create-checkout"]?.post)).toBe(false);
    expect(userId(apiMulti["/api/cart/checkout"]?.post)).toBe(false);
  });

  test("of a table answers a page or a file", () => {
    const { content = {} } = apiMulti["/api/dashboard/orders"]?.get?.responses["200"] ?? {};
    expect(Object.keys(content)).toEqual(["application/json", "text/csv"]);
  });

  test("that reserves stock says which lines are short", () => {
    const refusal = JSON.stringify(apiMulti["/api/cart/checkout"]?.post?.responses["409"]);
    expect(refusal).toContain("#/components/schemas/SoldOutBody");
    expect(JSON.stringify(apiMulti["/api/create-checkout"]?.post?.responses["409"])).not.toContain("SoldOutBody");
  });
});

describe("hosted sign-in in the OpenAPI document", () => {
  const { paths, components } = documentOf("api-multi");
  const ofPages: readonly string[] = signInPages.map(({ path }) => path);
  const isOfPages = ({ path }: Endpoint) => ofPages.includes(path) || /^\/(pages|assets)\//.test(path);
  const forApps = endUserAuthEndpoints.filter((endpoint) => !isOfPages(endpoint) && endpoint.path !== "/health");

  test.each(forApps.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    "has %s, at its own address",
    (_name, { path, method, operationId }) => {
      expect(paths[path]).toMatchObject({ servers: [server], [method.toLowerCase()]: { operationId } });
    },
  );

  test("is a chapter that says where it is", () => {
    expect(documentOf("api-multi").tags.at(-1)).toEqual({
      name: "Sign-in",
      description: "Hosted sign-in, at https://sign-in.example",
    });
  });

  test("says of no endpoint of this API that it is elsewhere", () => {
    for (const { path } of apiMultiEndpoints) expect(paths[path]?.servers).toBeUndefined();
  });

  test("tells the parameters that a sign-in needs from those that it may have", () => {
    const parameters = paths["/oauth/authorize"]?.get?.parameters ?? [];
    const needed = parameters.filter(({ required }) => required).map(({ name }) => name);
    const needs = ["client_id", "redirect_uri", "response_type", "code_challenge", "code_challenge_method"];
    expect(needed.sort()).toEqual(needs.sort());
    expect(parameters.length).toBeGreaterThan(needed.length);
  });

  test("describes a form for each of the two grants, and one to revoke", () => {
    const formOf = (path: string) => paths[path]?.post?.requestBody?.content["application/x-www-form-urlencoded"];
    expect(formOf("/oauth/token")).toMatchObject({
      schema: { oneOf: [{ $ref: "#/components/schemas/CodeGrant" }, { $ref: "#/components/schemas/RefreshGrant" }] },
    });
    const { CodeGrant, RefreshGrant } = components.schemas as Record<string, { required: string[] }>;
    expect(CodeGrant?.required.toSorted()).toEqual([
      "client_id",
      "code",
      "code_verifier",
      "grant_type",
      "redirect_uri",
    ]);
    expect(RefreshGrant?.required.toSorted()).toEqual(["client_id", "grant_type", "refresh_token"]);
    expect(formOf("/oauth/revoke")).toMatchObject({ schema: { required: ["token", "client_id"] } });
  });

  test("refuses in OAuth's words, or on a page where a browser comes", () => {
    const refusal = paths["/oauth/token"]?.post?.responses["400"]?.content?.["application/json"];
    expect(refusal).toMatchObject({
      schema: { $ref: "#/components/schemas/OauthErrorBody" },
      example: { error: "invalid_request" },
    });
    const outage = paths["/oauth/token"]?.post?.responses["503"]?.content?.["application/json"];
    expect(outage).toMatchObject({ example: { error: "temporarily_unavailable", code: "storage_unavailable" } });
    expect(Object.keys(paths["/oauth/authorize"]?.get?.responses["400"]?.content ?? {})).toEqual(["text/html"]);
  });
});

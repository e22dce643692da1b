import { describe, expect, test } from "vitest";
import { apiMultiEndpoints, type Endpoint, frontAuthApiEndpoints, oauthApiEndpoints } from "../src/index.ts";

const apiMulti = apiMultiEndpoints;
const all = [...apiMulti, ...frontAuthApiEndpoints, ...oauthApiEndpoints];
const named = (endpoints: readonly Endpoint[]) =>
  endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const);
const routes = (endpoints: readonly Endpoint[]) => named(endpoints).map(([name]) => name);

describe.each(named(all))("%s", (_name, endpoint) => {
  test("names no error twice", () => {
    expect(new Set(endpoint.errors).size).toBe(endpoint.errors.length);
  });

  test("can refuse what it takes", () => {
    const { who, body, query, bodyMediaTypes, errors } = endpoint;
    if (!who.includes("-") && !who.includes("signature")) expect(errors).toContain("unauthorized");
    if (who.includes("signature")) expect(errors).toContain("invalid_signature");
    if (body) expect(errors).toEqual(expect.arrayContaining(["invalid_json", "validation_failed", "body_too_large"]));
    if (bodyMediaTypes) expect(errors).toContain("body_too_large");
    if (query) expect(errors).toContain("validation_failed");
  });
});

/** Usage calls have a memory of their own in the Meter. */
const remembered = all.filter(
  ({ method, who, tag }) => method === "POST" && !who.includes("signature") && tag !== "Usage",
);

describe.each(named(remembered))("%s changes something", (_name, { headers, errors }) => {
  test("and can be repeated safely", () => {
    expect(headers).toContain("idempotencyKey");
    expect(errors).toEqual(expect.arrayContaining(["idempotency_key_reused", "idempotency_in_progress"]));
  });
});

const forOwners = all.filter(({ who }) => who.includes("K") && who.includes("D"));

describe.each(named(forOwners))("%s is for a key or a session", (_name, endpoint) => {
  test("so a key that names a project in the query is refused", () => {
    expect(endpoint.query?.safeParse({ projectId: "prj_1", mode: "live" }).success).toBe(false);
  });

  test("and a session can be one without platform or of another's project", () => {
    expect(endpoint.errors).toEqual(expect.arrayContaining(["no_platform", "not_found"]));
  });
});

describe.each(named(all.filter(({ path, params, tag }) => tag !== "Service" && (path.includes(":") || params))))(
  "%s",
  (_name, endpoint) => {
    test("describes exactly the parameters of its path", () => {
      const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(endpoint.params ? shapeOf(endpoint.params) : {})).toEqual(inPath);
    });
  },
);

test("no two endpoints of a Worker answer the same call", () => {
  for (const endpoints of [apiMulti, frontAuthApiEndpoints, oauthApiEndpoints]) {
    expect(new Set(routes(endpoints)).size).toBe(endpoints.length);
  }
});

function shapeOf(schema: object): object {
  return "shape" in schema ? (schema.shape as object) : {};
}

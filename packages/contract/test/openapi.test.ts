import { describe, expect, test } from "vitest";
import { apiMultiEndpoints, openapiDocument } from "../src/index.ts";

const document = openapiDocument(apiMultiEndpoints, "1.0.0") as {
  paths: Record<
    string,
    Record<string, { operationId: string; security: object[]; responses: Record<string, unknown> }>
  >;
  components: { schemas: Record<string, unknown> };
};

describe("the OpenAPI document", () => {
  test("has every endpoint, once", () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.sort()).toEqual(apiMultiEndpoints.map(({ operationId }) => operationId).sort());
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

  test("says which credential each endpoint takes", () => {
    expect(document.paths["/api/data"]?.post?.security).toEqual([{ secretKey: [] }]);
    expect(document.paths["/api/tiers"]?.get?.security).toEqual([{ publishableKey: [] }, { secretKey: [] }]);
    expect(document.paths["/health"]?.get?.security).toEqual([{}]);
  });
});

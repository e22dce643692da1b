/** Nothing that an app may call with a key is missing here, and each call is the one that the contract describes. */
import { apiMultiEndpoints, type Endpoint, type HeaderName, headerNames } from "@dream-api/contract";
import { describe, expect, it } from "vitest";
import { DreamAPI, PermissionError } from "../src/index.ts";
import { callOf, ownCallOf } from "./every-endpoint.ts";
import { publishableKey, secretKey, storageDown } from "./replies.ts";
import { useServer } from "./use-server.ts";

const server = useServer();

const forApps = apiMultiEndpoints.filter(({ who }) => who.some((caller) => ["K", "S", "U", "P"].includes(caller)));
const cases = forApps.map((endpoint): [string, Endpoint] => [endpoint.operationId, endpoint]);
const call = (operationId: string, api: DreamAPI) => callOf[operationId]?.(api) ?? Promise.reject("no method");

it("every endpoint that takes a key has a method, and no other", () => {
  expect(Object.keys(callOf).sort()).toEqual(forApps.map(({ operationId }) => operationId).sort());
});

describe("the method of", () => {
  it.each(cases)("%s calls it by its path, with what it takes and nothing else", async (operationId, endpoint) => {
    server.answers({ status: 200, body: { data: [], results: [], hasMore: false, nextCursor: null } });
    await call(operationId, new DreamAPI(secretKey, { baseUrl: server.url }));
    const [{ method, url, body, headers }] = server.requests as [(typeof server.requests)[number]];
    const { pathname, searchParams } = new URL(url, server.url);
    expect(method).toBe(endpoint.method);
    expect(pathname).toMatch(new RegExp(`^${endpoint.path.replaceAll(/:\w+/g, "[^/]+")}$`));
    endpoint.query?.parse(Object.fromEntries(searchParams));
    endpoint.body?.parse(body === "" ? undefined : JSON.parse(body));
    const named = endpoint.headers?.map((name) => name.replace("?", "") as HeaderName) ?? [];
    const optional = ["userId", "userPlan", "idempotencyKey"] as const;
    const sent = optional.filter((name) => headerNames[name].toLowerCase() in headers);
    expect(named).toEqual(expect.arrayContaining(sent));
  });

  const changing = cases.filter(([, { method }]) => method === "POST");
  it.each(changing)("%s makes an Idempotency-Key and keeps it over retries", async (operationId) => {
    server.answers(storageDown);
    await call(operationId, new DreamAPI(secretKey, { baseUrl: server.url, maxRetries: 1 })).catch(() => undefined);
    const keys = server.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys[0]]);
  });
});

describe("in a browser, with a publishable key,", () => {
  const open = cases.filter(([, { who }]) => who.includes("P"));
  const closed = cases.filter(([, { who }]) => !who.includes("P"));

  it.each(open)("%s works", async (operationId) => {
    server.answers({ status: 200, body: { data: [], nextCursor: null } });
    await call(operationId, new DreamAPI(publishableKey, { baseUrl: server.url }));
    expect(server.requests).toMatchObject([{ headers: { "x-publishable-key": publishableKey } }]);
  });

  it.each(closed)("%s says that it needs a server, and sends nothing", async (operationId) => {
    const error = await call(operationId, new DreamAPI(publishableKey, { baseUrl: server.url })).catch((it) => it);
    expect(error).toBeInstanceOf(PermissionError);
    expect(error).toMatchObject({ code: "secret_key_required", message: expect.stringContaining("a server") });
    expect(server.requests).toHaveLength(0);
  });
});

describe("in a browser, for who is signed in,", () => {
  const own = cases.filter(([, { who }]) => who.includes("U") && !who.includes("P"));

  it("every endpoint that takes their token can be called without a user's id", () => {
    expect(Object.keys(ownCallOf).sort()).toEqual(own.map(([operationId]) => operationId).sort());
  });

  it.each(own)("%s says so when nobody is, and sends nothing", async (operationId) => {
    const error = await ownCallOf[operationId]?.(new DreamAPI(publishableKey, { baseUrl: server.url })).catch(
      (it) => it,
    );
    expect(error).toMatchObject({ name: "AuthenticationError", code: "sign_in_required" });
    expect(server.requests).toHaveLength(0);
  });

  it.each(own)("%s wants a user's id on a server", async (operationId) => {
    const error = await ownCallOf[operationId]?.(new DreamAPI(secretKey, { baseUrl: server.url })).catch((it) => it);
    expect(error).toMatchObject({ name: "ValidationError", issues: [{ path: "userId" }] });
    expect(server.requests).toHaveLength(0);
  });
});

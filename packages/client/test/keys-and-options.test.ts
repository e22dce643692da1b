import { afterEach, describe, expect, it, vi } from "vitest";
import { DreamAPI, type DreamAPIOptions, PermissionError, ValidationError } from "../src/index.ts";
import { allowed, publishableKey, secretKey } from "./replies.ts";
import { useServer } from "./use-server.ts";

const server = useServer();
afterEach(() => vi.unstubAllGlobals());

describe("a publishable key", () => {
  it.each<[string, (api: DreamAPI) => Promise<unknown>]>([
    ["trackUsage", (api) => api.trackUsage("alice")],
    ["trackUsageBatch", (api) => api.trackUsageBatch([{ userId: "alice" }])],
    ["checkUsage", (api) => api.checkUsage("alice")],
    ["releaseUsage", (api) => api.releaseUsage("alice", "job-1")],
  ])("may not %s, and nothing is sent", async (_method, callOf) => {
    const error = await callOf(new DreamAPI(publishableKey, { baseUrl: server.url })).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(PermissionError);
    expect(error).toMatchObject({ code: "secret_key_required", status: null });
    expect(server.requests).toHaveLength(0);
  });

  it("reads tiers and products, and travels in its own header", async () => {
    server.answers({ status: 200, body: { data: [], hasMore: false, nextCursor: null } });
    const api = new DreamAPI(publishableKey, { baseUrl: server.url });
    await api.tiers();
    await api.products();
    expect(server.requests.map(({ headers }) => headers["x-publishable-key"])).toEqual([
      publishableKey,
      publishableKey,
    ]);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });
});

describe("in a browser", () => {
  it("a secret key is refused, unless the developer insists", () => {
    vi.stubGlobal("window", {});
    expect(() => new DreamAPI(secretKey)).toThrow(expect.objectContaining({ code: "secret_key_in_browser" }));
    expect(new DreamAPI(secretKey, { dangerouslyAllowBrowser: true })).toBeInstanceOf(DreamAPI);
  });

  it("a publishable key is welcome", () => {
    vi.stubGlobal("window", {});
    expect(new DreamAPI(publishableKey)).toBeInstanceOf(DreamAPI);
  });
});

describe("an option", () => {
  it.each<[string, DreamAPIOptions]>([
    ["baseUrl", { baseUrl: "api.example.com" }],
    ["baseUrl", { baseUrl: "ftp://api.example.com" }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["timeoutMs", { timeoutMs: Number.POSITIVE_INFINITY }],
    ["maxRetries", { maxRetries: -1 }],
    ["maxRetries", { maxRetries: 1.5 }],
    ["onUnavailable", { onUnavailable: "Allow" as "allow" }],
  ])("%s that makes no sense (%j) is refused by name", (option, options) => {
    const create = () => new DreamAPI(secretKey, options);
    expect(create).toThrow(ValidationError);
    expect(create).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: `options.${option}` })] }),
    );
  });

  it("baseUrl may end in slashes and have a path", async () => {
    server.answers(allowed);
    await new DreamAPI(secretKey, { baseUrl: `${server.url}/dream//` }).trackUsage("alice");
    expect(server.requests[0]?.url).toBe("/dream/api/data");
  });

  it("fetch is called as browsers and Workers demand: never as a method of ours", async () => {
    const picky = function (this: unknown) {
      if (this !== undefined && this !== globalThis) throw new TypeError("Illegal invocation");
      return Promise.resolve(Response.json({ data: [] }));
    };
    await expect(new DreamAPI(secretKey, { fetch: picky, maxRetries: 0 }).tiers()).resolves.toEqual([]);
    vi.stubGlobal("fetch", picky);
    await expect(new DreamAPI(secretKey, { maxRetries: 0 }).tiers()).resolves.toEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { DreamAPI, type DreamAPIOptions, ValidationError } from "../src/index.ts";
import { allowed, publishableKey, secretKey } from "./replies.ts";
import { useServer } from "./use-server.ts";

const server = useServer();
afterEach(() => vi.unstubAllGlobals());

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

import { afterEach, describe, expect, it, vi } from "vitest";
import { DreamAPI } from "../src/index.ts";
import { allowed, refusal, secretKey, storageDown } from "./replies.ts";
import { type Behaviour, useServer } from "./use-server.ts";

const server = useServer();
afterEach(() => vi.useRealTimers());
const clientOf = (options = {}) => new DreamAPI(secretKey, { baseUrl: server.url, ...options });

const hangUp: Behaviour = (response) => response.destroy();
const saysNothing: Behaviour = () => undefined;
const stopsHalfway: Behaviour = (response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
  response.write('{"allowed":true,');
};

describe("a retry", () => {
  it.each<[string, Behaviour]>([
    ["500", { status: 500 }],
    ["502", { status: 502, body: "Bad gateway" }],
    ["503", storageDown],
    ["504", { status: 504 }],
    ["a dropped connection", hangUp],
    ["silence", saysNothing],
    ["half an answer", stopsHalfway],
  ])("after %s is the same request under the same Idempotency-Key", async (_what, failure) => {
    server.answers(failure, failure, allowed);
    const result = await clientOf({ timeoutMs: 150 }).trackUsage("alice", { amount: 2 });
    expect(result).toMatchObject({ allowed: true });
    expect(server.requests).toHaveLength(3);
    const sent = server.requests.map(({ method, url, body, headers }) => ({ method, url, body, ...keysOf(headers) }));
    expect(sent).toEqual([sent[0], sent[0], sent[0]]);
    expect(sent[0]).toMatchObject({ key: result.idempotencyKey, user: "alice", body: '{"amount":2}' });
  });

  it("of a batch and of a release keeps its key too", async () => {
    server.answers(storageDown, { status: 200, body: { results: [] } }, storageDown, { status: 200 });
    await clientOf().trackUsageBatch([{ userId: "alice" }]);
    await clientOf().releaseUsage("alice", "job-1");
    const keys = server.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toEqual([keys[0], keys[0], keys[2], keys[2]]);
    expect(keys).toEqual(keys.map(() => expect.any(String)));
    expect(keys[0]).not.toBe(keys[2]);
    expect(server.requests[1]?.body).toBe(server.requests[0]?.body);
  });

  it("is not made more often than asked for", async () => {
    server.answers(storageDown);
    await clientOf({ maxRetries: 1 }).trackUsage("alice");
    expect(server.requests).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 405, 409, 413, 422, 429, 501])("is never made after %i", async (status) => {
    server.answers(refusal(status, "validation_failed", {}, { "Retry-After": "0" }));
    await expect(clientOf().checkUsage("alice")).rejects.toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  it("waits as long as the API asks", async () => {
    server.answers({ ...storageDown, headers: { "Retry-After": "1" } }, allowed);
    const startedAt = performance.now();
    await clientOf().trackUsage("alice");
    expect(performance.now() - startedAt).toBeGreaterThan(990);
  });

  it("is left to the caller when the API asks for a long wait", async () => {
    server.answers({ ...storageDown, headers: { "Retry-After": "600" } }, allowed);
    const result = await clientOf().trackUsage("alice");
    expect(result).toMatchObject({ reason: "unavailable", error: { retryAfterSeconds: 600 } });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a timeout", () => {
  it.each<[string, Behaviour]>([
    ["an answer that never begins", saysNothing],
    ["a body that never ends", stopsHalfway],
  ])("ends %s", async (_what, behaviour) => {
    server.answers(behaviour);
    const call = clientOf({ timeoutMs: 50, maxRetries: 0 }).checkUsage("alice");
    await expect(call).rejects.toMatchObject({ name: "UnavailableError", code: "timeout", cause: expect.anything() });
  });

  it.each<[string, () => Promise<Response>]>([
    ["an answer", async () => Response.json({ data: [] })],
    ["a refusal", async () => new Response("", { status: 401 })],
    ["a broken connection", () => Promise.reject(new TypeError("fetch failed"))],
    ["a broken body", async () => new Response(new ReadableStream({ pull: (body) => body.error(new Error("gone")) }))],
  ])("leaves no timer behind after %s", async (_what, fetch) => {
    vi.useFakeTimers();
    await Promise.allSettled([clientOf({ fetch, maxRetries: 0 }).tiers()]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

function keysOf(headers: Record<string, unknown>) {
  return { key: headers["idempotency-key"], user: headers["x-user-id"], credential: headers.authorization };
}

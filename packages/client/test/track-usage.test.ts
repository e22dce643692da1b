import { describe, expect, it } from "vitest";
import { DreamAPI, ValidationError } from "../src/index.ts";
import { allowed, limitReached, secretKey, storageDown, usage } from "./replies.ts";
import { useServer } from "./use-server.ts";

const server = useServer();
const clientOf = (options = {}) => new DreamAPI(secretKey, { baseUrl: server.url, ...options });

describe("a use", () => {
  it("within the limit is allowed, and names the key it was counted under", async () => {
    server.answers(allowed);
    const result = await clientOf().trackUsage("alice");
    expect(result).toEqual({ allowed: true, usage, idempotencyKey: server.requests[0]?.headers["idempotency-key"] });
    expect(result.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("beyond the limit is a result and no exception", async () => {
    server.answers(limitReached);
    expect(await clientOf().trackUsage("alice", { idempotencyKey: "job-1" })).toEqual({
      allowed: false,
      reason: "tier_limit_reached",
      usage,
      idempotencyKey: "job-1",
    });
  });

  it("says who, how much, on which plan and under which key", async () => {
    server.answers(allowed);
    await clientOf().trackUsage("alice", { amount: 3, plan: "pro", idempotencyKey: "job-1" });
    expect(server.requests).toMatchObject([
      {
        method: "POST",
        url: "/api/data",
        body: '{"amount":3}',
        headers: {
          authorization: `Bearer ${secretKey}`,
          "x-user-id": "alice",
          "x-user-plan": "pro",
          "idempotency-key": "job-1",
        },
      },
    ]);
  });

  it("gets a key of its own each time", async () => {
    server.answers(allowed);
    const api = clientOf();
    const first = await api.trackUsage("alice");
    const second = await api.trackUsage("alice");
    expect(second.idempotencyKey).not.toBe(first.idempotencyKey);
  });

  it.each([[" alice"], ["alice "], ["älice"], [""], ["a\nb"], [undefined], [7]])(
    "of a user id that a header would change (%j) is refused before anything is sent",
    async (userId) => {
      const call = clientOf({ onUnavailable: "allow" }).trackUsage(userId as string);
      await expect(call).rejects.toBeInstanceOf(ValidationError);
      await expect(call).rejects.toMatchObject({ code: "validation_failed", issues: [{ path: "userId" }] });
      expect(server.requests).toHaveLength(0);
    },
  );
});

describe("when the API can't be reached", () => {
  const nobodyThere = "http://127.0.0.1:1";

  it("a use is denied, with what went wrong", async () => {
    const api = clientOf({ baseUrl: nobodyThere, maxRetries: 0 });
    expect(await api.trackUsage("alice", { idempotencyKey: "job-1" })).toEqual({
      allowed: false,
      reason: "unavailable",
      usage: null,
      idempotencyKey: "job-1",
      error: expect.objectContaining({ code: "connection_failed", status: null, idempotencyKey: "job-1" }),
    });
  });

  it("a use is allowed where the developer chose so", async () => {
    const api = clientOf({ baseUrl: nobodyThere, maxRetries: 0, onUnavailable: "allow" });
    expect(await api.trackUsage("alice")).toMatchObject({ allowed: true, reason: "unavailable", usage: null });
  });

  it("the error keeps its cause", async () => {
    const result = await clientOf({ baseUrl: nobodyThere, maxRetries: 0 }).trackUsage("alice");
    const { cause } = result.reason === "unavailable" ? result.error : new Error("it was reached");
    expect(cause).toBeInstanceOf(TypeError);
  });

  it("an API that is down counts as not reached", async () => {
    server.answers(storageDown);
    const result = await clientOf({ maxRetries: 0 }).trackUsage("alice");
    expect(result).toMatchObject({ allowed: false, reason: "unavailable", error: { code: "storage_unavailable" } });
  });

  it.each([
    ["a page with status 200", { status: 200, body: "<h1>Welcome to the hotel</h1>" }],
    ["somebody else's JSON with status 200", { status: 200, body: { message: "hello" } }],
    ["a redirect", { status: 307, headers: { Location: "/elsewhere" } }],
  ])("%s is not a yes", async (_what, reply) => {
    server.answers(reply);
    const result = await clientOf().trackUsage("alice");
    expect(result).toMatchObject({ allowed: false, reason: "unavailable", error: { code: "unexpected_response" } });
    expect(server.requests).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import {
  AuthenticationError,
  ConflictError,
  DreamAPI,
  DreamAPIError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  SoldOutError,
  UnavailableError,
  ValidationError,
} from "../src/index.ts";
import { refusal, secretKey } from "./replies.ts";
import { useServer } from "./use-server.ts";

const server = useServer();
const clientOf = () => new DreamAPI(secretKey, { baseUrl: server.url, maxRetries: 0 });
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a refusal", () => {
  it.each([
    [400, "invalid_json", ValidationError],
    [401, "unauthorized", AuthenticationError],
    [403, "no_plan", PermissionError],
    [404, "not_found", NotFoundError],
    [405, "method_not_allowed", DreamAPIError],
    [409, "wrong_project_type", ConflictError],
    [413, "body_too_large", ValidationError],
    [422, "unknown_tier", ValidationError],
    [429, "rate_limited", RateLimitError],
    [500, "internal_error", UnavailableError],
    [503, "storage_unavailable", UnavailableError],
  ] as const)("with status %i and code %s is thrown as its class", async (status, code, type) => {
    server.answers(refusal(status, code));
    const error = await errorOf(clientOf().releaseUsage("alice", "job-1"));
    expect(error).toBeInstanceOf(DreamAPIError);
    expect((error as Error).constructor).toBe(type);
    expect(error).toMatchObject({
      name: type.name,
      message: `The title of ${code}`,
      code,
      status,
      requestId: "req_body",
      docs: `https://docs.example/errors#${code}`,
      issues: [],
    });
  });

  it("for want of stock names the lines that are short", async () => {
    const lines = [{ product: "mug", requested: 2, available: 1 }];
    server.answers(refusal(409, "sold_out", { lines }));
    const error = await errorOf(clientOf().cart.checkout([{ product: "mug", quantity: 2 }]));
    expect(error).toBeInstanceOf(SoldOutError);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ name: "SoldOutError", code: "sold_out", status: 409, lines });
  });

  it("of a use is thrown too", async () => {
    server.answers(refusal(403, "no_plan"));
    expect(await errorOf(clientOf().trackUsage("alice"))).toBeInstanceOf(PermissionError);
  });

  it("of the input says what is wrong, in the issues and in the message", async () => {
    const issues = [{ path: "body.amount", message: "is negative" }];
    server.answers(refusal(422, "validation_failed", { issues }));
    const error = await errorOf(clientOf().trackUsage("alice", { amount: -1 }));
    expect(error).toMatchObject({ issues, message: "The title of validation_failed (body.amount: is negative)" });
  });

  it.each([
    ["12", 12],
    [new Date(Date.now() + 30_000).toUTCString(), 30],
    ["soon", null],
  ])("for the rate says when to come back (%s)", async (header, seconds) => {
    server.answers(refusal(429, "rate_limited", {}, { "Retry-After": header }));
    const error = (await errorOf(clientOf().trackUsage("alice"))) as RateLimitError;
    expect(error).toBeInstanceOf(RateLimitError);
    if (seconds === null) expect(error.retryAfterSeconds).toBeNull();
    else expect(Math.abs((error.retryAfterSeconds ?? 0) - seconds)).toBeLessThanOrEqual(1);
  });

  it("with a code that is newer than this SDK keeps it", async () => {
    server.answers({ status: 409, body: { error: "Sold out", code: "sold_out" } });
    const error = await errorOf(clientOf().checkUsage("alice"));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ code: "sold_out", requestId: "req_header", docs: null });
  });

  it("that is not the API's own is told apart", async () => {
    server.answers({ status: 403, body: "<h1>Blocked</h1>" });
    const error = await errorOf(clientOf().checkUsage("alice"));
    expect(error).toBeInstanceOf(PermissionError);
    expect(error).toMatchObject({ code: "unexpected_response" });
  });

  it("of a batch by a failing API names the key to repeat it with", async () => {
    server.answers(refusal(503, "storage_unavailable"));
    const error = await errorOf(clientOf().trackUsageBatch([{ userId: "alice" }]));
    expect(error).toMatchObject({ idempotencyKey: server.requests[0]?.headers["idempotency-key"] });
  });
});

import { expect, it } from "vitest";
import { DreamAPI, PermissionError, UnavailableError } from "../src/index.ts";
import { allowed, limitReached, refusal, secretKey, storageDown, usage } from "./replies.ts";
import { type Reply, useServer } from "./use-server.ts";

const server = useServer();
const itemOf = ({ status, body }: Reply) => ({ status, ...(body as object) });

it("a batch answers each event as a single call would have", async () => {
  const replies = [allowed, limitReached, storageDown, refusal(403, "no_plan")];
  server.answers({ status: 200, body: { results: replies.map(itemOf) } });
  const api = new DreamAPI(secretKey, { baseUrl: server.url });
  const events = [{ userId: "a" }, { userId: "b" }, { userId: "c", idempotencyKey: "own" }, { userId: "d" }];
  const { results, idempotencyKey } = await api.trackUsageBatch(events, { idempotencyKey: "night" });
  expect(idempotencyKey).toBe("night");
  expect(results).toEqual([
    { allowed: true, usage, idempotencyKey: "night:0" },
    { allowed: false, reason: "tier_limit_reached", usage, idempotencyKey: "night:1" },
    { allowed: false, reason: "unavailable", usage: null, error: expect.any(UnavailableError), idempotencyKey: "own" },
    { allowed: false, reason: "refused", usage: null, error: expect.any(PermissionError), idempotencyKey: "night:3" },
  ]);
  expect(results[2]).toMatchObject({ error: { idempotencyKey: "own", code: "storage_unavailable", status: 503 } });
});

it("every event of a batch travels under the key that its result names", async () => {
  server.answers({ status: 200, body: { results: [itemOf(allowed), itemOf(allowed)] } });
  const api = new DreamAPI(secretKey, { baseUrl: server.url });
  const { results, idempotencyKey } = await api.trackUsageBatch([{ userId: "a" }, { userId: "b", amount: 2 }]);
  const [request] = server.requests;
  expect(request?.headers["idempotency-key"]).toBe(idempotencyKey);
  expect(JSON.parse(request?.body ?? "")).toEqual({
    events: [
      { userId: "a", idempotencyKey: results[0]?.idempotencyKey },
      { userId: "b", amount: 2, idempotencyKey: results[1]?.idempotencyKey },
    ],
  });
});

it("an event that the answer is silent about is not a yes", async () => {
  server.answers({ status: 200, body: { results: [] } });
  const api = new DreamAPI(secretKey, { baseUrl: server.url });
  const { results } = await api.trackUsageBatch([{ userId: "a" }]);
  expect(results).toMatchObject([{ allowed: false, reason: "unavailable", usage: null }]);
});

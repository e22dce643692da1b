import { endpoint } from "@dream-api/contract";
import { DreamError, type IdempotencyStore, type KeptAnswer } from "@dream-api/domain";
import { Hono } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { developerRoute, keepHouse } from "../src/index.ts";

const createThing = endpoint({
  operationId: "createThing",
  method: "POST",
  path: "/things/:id",
  who: ["D"],
  tag: "Test",
  summary: "A thing",
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ colour: z.string().optional() }),
  body: z.strictObject({ name: z.string(), size: z.int().default(1) }),
  status: 201,
  errors: [],
});
const openThing = endpoint({ ...createThing, operationId: "openThing", path: "/things/:id/open", repeat: "anew" });
const readThing = endpoint({ ...createThing, operationId: "readThing", method: "GET", body: z.undefined() });

/** Answers in memory, by caller and key: what the rule needs of a store, without its leases. */
function memory() {
  const kept = new Map<string, { inputHash: string; answer: KeptAnswer | null }>();
  const nameOf = ({ caller, idempotencyKey }: { caller: string; idempotencyKey: string }) =>
    `${caller} ${idempotencyKey}`;
  const store: IdempotencyStore = {
    async claim(call, { leasedUntil }) {
      const known = kept.get(nameOf(call));
      if (!known) {
        kept.set(nameOf(call), { inputHash: call.inputHash, answer: null });
        return { state: "claimed", leasedUntil };
      }
      if (known.inputHash !== call.inputHash) return { state: "other_input" };
      return known.answer ? { state: "answered", answer: known.answer } : { state: "running" };
    },
    async keep(call, _leasedUntil, answer) {
      kept.set(nameOf(call), { inputHash: call.inputHash, answer });
    },
    async release(call) {
      kept.delete(nameOf(call));
    },
    forget: async () => 0,
  };
  return { store, kept };
}

let runs = 0;
let answerOf: (run: number) => Response;
let serve: (request: Request) => Promise<Response>;
let kept: ReturnType<typeof memory>["kept"];

beforeEach(() => {
  runs = 0;
  answerOf = (run) => Response.json({ run, secretKey: "sk_test_hidden" }, { status: 201 });
  const app = new Hono();
  const { store, kept: answers } = memory();
  kept = answers;
  const idempotency = { idempotency: store, clock: () => ({ real: 0, business: 0 }), report: () => undefined };
  const handler = keepHouse(app, {
    service: "test",
    endpoints: [createThing, readThing],
    requireSetUp: () => undefined,
    idempotency: () => idempotency,
  });
  const verify = () => async (token: string) =>
    token === "nobody" ? null : { clerkUserId: token, sessionId: "session" };
  developerRoute(app, createThing, verify, () => answerOf(++runs));
  developerRoute(app, openThing, verify, () => answerOf(++runs));
  developerRoute(app, readThing, verify, () => answerOf(++runs));
  serve = (request) => handler(request, {}, {} as never);
});

const send = async (
  body: unknown,
  { key = "k", path = "/things/1", as = "ada", method = "POST", headers = {} as Record<string, string> } = {},
) => {
  const response = await serve(
    new Request(`http://api.example${path}`, {
      method,
      headers: { Authorization: `Bearer ${as}`, "Idempotency-Key": key, ...headers },
      ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
    }),
  );
  const json = (await response.json()) as Record<string, unknown>;
  return { status: response.status, json, replayed: response.headers.get("Idempotent-Replayed") };
};

describe("a POST with an Idempotency-Key", () => {
  test("is replayed with its status, and a secret is not in what is kept of it", async () => {
    const first = await send({ name: "a" });
    expect(first).toEqual({ status: 201, json: { run: 1, secretKey: "sk_test_hidden" }, replayed: null });
    expect(await send({ name: "a" })).toEqual({ status: 201, json: { run: 1, secretKey: null }, replayed: "true" });
    expect(JSON.stringify([...kept.values()])).not.toContain("hidden");
    expect(runs).toBe(1);
  });

  test("is the same call when it says the same in other words", async () => {
    await send({ name: "a", size: 1 });
    expect((await send({ name: "a" })).replayed).toBe("true");
  });

  test.each<[string, Parameters<typeof send>[1] & { body?: unknown }]>([
    ["another body", { body: { name: "b" } }],
    ["another query", { path: "/things/1?colour=red" }],
    ["another end user", { headers: { "X-User-Id": "bob" } }],
  ])("is refused when it comes with %s", async (_kind, { body = { name: "a" }, ...options }) => {
    await send({ name: "a" });
    expect(await send(body, options)).toMatchObject({ status: 409, json: { code: "idempotency_key_reused" } });
    expect(runs).toBe(1);
  });

  test.each([
    ["another path", { path: "/things/2" }],
    ["another developer", { as: "bob" }],
    ["another key", { key: "other" }],
  ])("is a call of its own with %s", async (_kind, options) => {
    await send({ name: "a" });
    expect((await send({ name: "a" }, options)).json.run).toBe(2);
  });

  test("that is not allowed or not valid claims nothing", async () => {
    expect((await send({ name: "a" }, { as: "nobody" })).status).toBe(401);
    expect((await send({ name: 7 })).status).toBe(422);
    expect((await send({ name: "a" }, { key: "x".repeat(256) })).status).toBe(422);
    expect(kept.size).toBe(0);
    expect((await send({ name: "a" })).status).toBe(201);
  });

  test.each([409, 503])("that is answered %i is tried anew", async (status) => {
    answerOf = (run) => Response.json({ run }, { status: run === 1 ? status : 201 });
    await send({ name: "a" });
    expect(await send({ name: "a" })).toMatchObject({ status: 201, json: { run: 2 }, replayed: null });
  });

  test("whose handler throws is tried anew", async () => {
    answerOf = (run) => {
      if (run === 1) throw new DreamError("provider_unavailable");
      return Response.json({ run });
    };
    expect((await send({ name: "a" })).status).toBe(503);
    expect((await send({ name: "a" })).json.run).toBe(2);
  });
});

describe("a POST whose repeat is done anew", () => {
  const open = (body: object = { name: "a" }) => send(body, { path: "/things/1/open" });

  test("answers each time, and nothing of what it answered is kept", async () => {
    answerOf = (run) => Response.json({ run, url: "https://portal.example/opens-it" });
    expect([(await open()).json.run, (await open()).json.run]).toEqual([1, 2]);
    expect((await open()).replayed).toBeNull();
    expect(JSON.stringify([...kept.values()])).not.toContain("opens-it");
  });

  test("is refused with other input all the same", async () => {
    await open();
    expect((await open({ name: "b" })).json.code).toBe("idempotency_key_reused");
  });
});

test("a GET is answered each time, whatever key it carries", async () => {
  await send(undefined, { method: "GET" });
  expect((await send(undefined, { method: "GET" })).json.run).toBe(2);
});

import { describe, expect, it } from "vitest";
import { DreamAPI } from "../src/index.ts";
import { refusal, secretKey, storageDown } from "./replies.ts";
import { useServer } from "./use-server.ts";

const server = useServer();
const clientOf = () => new DreamAPI(secretKey, { baseUrl: server.url, maxRetries: 0 });
const page = (ids: string[], nextCursor: string | null) => ({
  status: 200,
  body: { data: ids.map((id) => ({ id })), hasMore: nextCursor !== null, nextCursor },
});

describe("a list", () => {
  it("awaited is a page, which says where it begins and how long it is", async () => {
    server.answers(page(["ann"], null));
    expect(await clientOf().customers.list({ limit: 1, cursor: "a+b/c=" })).toEqual(page(["ann"], null).body);
    expect(server.requests[0]?.url).toBe("/api/customers?limit=1&cursor=a%2Bb%2Fc%3D");
  });

  it("walked through comes in order, each page fetched when it is needed, the filters kept", async () => {
    server.answers(page(["ann", "bob"], "c1"), page([], "c2"), page(["cat"], null));
    const ids: string[] = [];
    const customers = clientOf().customers.list({ limit: 2, plan: "pro" });
    for await (const { id } of customers) ids.push(`${id} ${server.requests.length}`);
    expect(ids).toEqual(["ann 1", "bob 1", "cat 3"]);
    expect(server.requests.map(({ url }) => url)).toEqual([
      "/api/customers?limit=2&plan=pro",
      "/api/customers?limit=2&plan=pro&cursor=c1",
      "/api/customers?limit=2&plan=pro&cursor=c2",
    ]);
  });

  it("that somebody leaves early fetches no more", async () => {
    server.answers(page(["ann"], "c1"));
    for await (const _customer of clientOf().customers.list()) break;
    expect(server.requests).toHaveLength(1);
  });

  it("that breaks off in the middle throws, instead of looking complete", async () => {
    server.answers(page(["ann"], "c1"), refusal(422, "validation_failed"));
    const ids: string[] = [];
    const walk = async () => {
      for await (const { id } of clientOf().orders.list()) ids.push(id);
    };
    await expect(walk()).rejects.toMatchObject({ code: "validation_failed" });
    expect(ids).toEqual(["ann"]);
  });
});

describe("a CSV", () => {
  const begin = { "Content-Type": "text/csv; charset=utf-8" };

  it("is handed on as it comes, and may take longer than the time allowed for an answer", async () => {
    server.answers((response) => {
      response.writeHead(200, begin);
      response.write("id,email\n");
      setTimeout(() => response.end("ann,\n"), 150);
    });
    const api = new DreamAPI(secretKey, { baseUrl: server.url, timeoutMs: 100 });
    const reader = (await api.dashboard.csv("customers", { plan: "pro" })).getReader();
    const decoder = new TextDecoder();
    const chunks: string[] = [];
    for (let read = await reader.read(); !read.done; read = await reader.read())
      chunks.push(decoder.decode(read.value));
    expect(chunks).toEqual(["id,email\n", "ann,\n"]);
    expect(server.requests[0]?.url).toBe("/api/dashboard/customers?plan=pro&format=csv");
  });

  it.each([
    ["a refusal", refusal(409, "wrong_project_type"), "wrong_project_type"],
    ["an outage", storageDown, "storage_unavailable"],
    ["somebody else's page", { status: 200, body: "<h1>Hotel</h1>" }, "unexpected_response"],
  ])("that is %s is thrown", async (_what, reply, code) => {
    server.answers(reply);
    await expect(clientOf().dashboard.csv("orders")).rejects.toMatchObject({ code });
  });
});

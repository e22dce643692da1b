import { expect, it } from "vitest";
import { DreamAPI } from "../src/index.ts";
import { publishableKey } from "./replies.ts";
import { useServer } from "./use-server.ts";

const server = useServer();
const clientOf = () => new DreamAPI(publishableKey, { baseUrl: server.url });
const page = (names: string[], nextCursor: string | null) => ({
  status: 200,
  body: { data: names.map((name) => ({ name })), hasMore: nextCursor !== null, nextCursor },
});

it("a page says where it begins and how long it is", async () => {
  server.answers(page(["cap"], null));
  expect(await clientOf().products({ limit: 1, cursor: "a+b/c=" })).toEqual(page(["cap"], null).body);
  expect(server.requests[0]?.url).toBe("/api/products?limit=1&cursor=a%2Bb%2Fc%3D");
});

it("all products come in order, each page fetched when it is needed", async () => {
  server.answers(page(["cap", "hat"], "c1"), page([], "c2"), page(["mug"], null));
  const names: string[] = [];
  for await (const { name } of clientOf().allProducts({ limit: 2 })) names.push(`${name} ${server.requests.length}`);
  expect(names).toEqual(["cap 1", "hat 1", "mug 3"]);
  expect(server.requests.map(({ url }) => url)).toEqual([
    "/api/products?limit=2",
    "/api/products?limit=2&cursor=c1",
    "/api/products?limit=2&cursor=c2",
  ]);
});

it("who stops early fetches no more", async () => {
  server.answers(page(["cap"], "c1"));
  for await (const _product of clientOf().allProducts()) break;
  expect(server.requests).toHaveLength(1);
});

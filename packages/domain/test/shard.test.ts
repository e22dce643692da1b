import { describe, expect, test } from "vitest";
import { shardOf, shardsOf } from "../src/usage/shard.ts";

describe("a user's shard", () => {
  test.each([
    ["ada", 3],
    ["bob", 4],
    ["user_42", 1],
    ["a@b.example", 2],
  ])("of %s is %i for ever: another would split the count in two", (userId, shard) => {
    expect(shardOf(userId, "live")).toBe(shard);
    expect(shardOf(userId, "test")).toBe(0);
  });

  test("is any of them, equally often", () => {
    const sizes = new Array<number>(shardsOf.live).fill(0);
    for (let index = 0; index < 8000; index++) {
      const shard = shardOf(`user_${index}`, "live");
      sizes[shard] = (sizes[shard] ?? 0) + 1;
    }
    expect(Math.min(...sizes)).toBeGreaterThan(800);
    expect(Math.max(...sizes)).toBeLessThan(1200);
  });
});

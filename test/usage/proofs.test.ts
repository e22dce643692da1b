/** The proofs of `npm run bench:proof`, small enough for every run of the tests. */
import { describe, expect, test } from "vitest";
import { proveCrashSafety } from "../../bench/proofs/prove-crash-safety.ts";
import { proveIdempotency } from "../../bench/proofs/prove-idempotency.ts";
import { proveRateLimit } from "../../bench/proofs/prove-rate-limit.ts";
import { proveTenancy } from "../../bench/proofs/prove-tenancy.ts";
import { proveTierLimit } from "../../bench/proofs/prove-tier-limit.ts";
import { useWorld } from "../world/world.ts";

const scale = { parallelCalls: 200, rounds: 1 };

describe("under load", () => {
  const world = useWorld();

  test.each([
    ["a limit is a limit", proveTierLimit],
    ["a rate limit is a rate limit, also after an eviction", proveRateLimit],
    ["a retry gets the first answer", proveIdempotency],
    ["no tenant counts for another", proveTenancy],
  ] as const)("%s", async (_promise, prove) => {
    const { calls } = await prove(world, scale);
    expect(calls).toBeGreaterThan(0);
  });

  test("kill -9 loses no acknowledged call, and retries make the count exact", async () => {
    const { calls } = await proveCrashSafety({ parallelCalls: 32, rounds: 2 });
    expect(calls).toBeGreaterThan(0);
  });
});

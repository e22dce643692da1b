import type { PlatformScope } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import * as storage from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();

/** Every factory of a platform's repositories, found by its name so that a new one can't be forgotten. */
const factories = Object.entries(storage).filter(([name]) => /^platform[A-Z]/.test(name)) as [
  string,
  (
    database: storage.Database,
    realNow: () => number,
  ) => Record<string, (scope?: unknown, ...rest: unknown[]) => unknown>,
][];

describe("no platform's rows without a scope", () => {
  test("the repositories of projects, notices and images are looked at", () => {
    const names = factories.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(["platformAssets", "platformNotices", "platformProjects"]));
  });

  test.each(factories)("%s refuses every call without a genuine one, before any I/O", (_name, create) => {
    const repository = create(world.database, now);
    const forged = { platformId: "plt_0000000000000000" } as PlatformScope;
    expect(Object.keys(repository).length).toBeGreaterThan(0);
    for (const method of Object.values(repository)) {
      for (const scope of [undefined, null, {}, forged]) expect(() => method(scope)).toThrow(TypeError);
    }
  });
});

import { audienceOf, createKeySigner, newProjectId, scopeOf } from "@dream-api/domain";
import { expect, it } from "vitest";
import { mintKey } from "../../domain/src/keys/mint-key.ts";
import { audienceOfKey } from "../src/kind-of-key.ts";

it.each([
  ["sk", "test"],
  ["pk", "test"],
  ["sk", "live"],
  ["pk", "live"],
] as const)("a genuine key (%s_%s_) names the audience of its project's tokens", async (kind, mode) => {
  const scope = scopeOf(newProjectId(), mode);
  const key = await mintKey(kind, scope, createKeySigner(`1.${"secret-".repeat(6)}`, undefined));
  expect(audienceOfKey(key)).toBe(audienceOf(scope));
});

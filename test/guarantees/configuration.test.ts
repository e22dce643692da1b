/** What a Worker that is not set up right tells: the operator everything, the public one fixed sentence. */
import { expect, test } from "vitest";
import { call, useWorld } from "../world/world.ts";

const world = useWorld({ keySigningSecret: "" });

test("a missing secret stops every call, is named in the log and not in the answer", async () => {
  for (const path of ["/api/tiers", "/health", "/docs"]) {
    const answer = await call(world, path, { publishableKey: "pk_test_x" });
    expect(answer.status).toBe(500);
    expect(answer.json).toMatchObject({ error: "Something went wrong on our side", code: "internal_error" });
    expect(answer.text).not.toContain("SECRET");
  }
  const failures = () => world.log.filter((line) => line.includes('"level":"error"'));
  while (failures().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const line of failures()) expect(line).toContain("KEY_SIGNING_SECRET must be set");
});

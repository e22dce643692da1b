import { newProjectId, scopeOf } from "@dream-api/domain";
import { expect, test } from "vitest";
import { openDatabase, outboxStore, tenantKeys } from "../src/index.ts";
import { now } from "./database.ts";

const broken = openDatabase({
  prepare: () => ({
    bind: () => ({
      raw: () => Promise.reject(new Error("D1 is down")),
      run: () => Promise.reject(new Error("D1 is down")),
    }),
  }),
} as never);

/** All that a log line would say of an error. */
function wholeStory(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name} ${error.message} ${error.stack} ${wholeStory(error.cause)}`;
}

test("a query that fails tells why, and not what it was about", async () => {
  const scope = scopeOf(newProjectId(), "test");
  const key = { kind: "pk", mode: "test", scope, lookup: "pk_test_confidential" } as const;
  const failure = await tenantKeys(broken, now).isKeyValid(scope, key).catch(wholeStory);
  expect(failure).toContain("D1 is down");
  expect(failure).not.toContain("confidential");
  expect(failure).not.toContain(scope.projectId);
  expect(await outboxStore(broken).done(424_242).catch(wholeStory)).not.toContain("424242");
});

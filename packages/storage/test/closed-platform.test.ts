/** What was under way when a developer's account was closed comes too late. */
import { createKeySigner, mintKeyPair, newProjectId, platformScopeOf, scopeOf } from "@dream-api/domain";
import { expect, test } from "vitest";
import { developerAccounts, platformConnections, tenantKeys, tenantProjects } from "../src/index.ts";
import { makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();
const actor = { name: "clerk", requestId: null } as const;

async function closed() {
  const scope = await makeProject(world.database);
  const platform = platformScopeOf(`plt_${scope.projectId}`);
  const keys = tenantKeys(world.database, now);
  const clock = () => ({ real: now(), business: now() });
  const signer = createKeySigner(`1.${"k".repeat(32)}`, undefined);
  const mint = () => mintKeyPair(scope, "a key", { keys, signer, announce: async () => "announced", clock });
  const close = () =>
    developerAccounts(world.database).close(platform, now(), { actor, realNow: now(), ownMode: "test" });
  return { scope, platform, mint, close };
}

test("it bumps each project once, and is closed once", async () => {
  const { scope, close } = await closed();
  expect(await close()).toEqual([{ scope, rev: 2 }]);
  expect(await close()).toBeNull();
});

test("no project is made any more, and no key", async () => {
  const { platform, mint, close } = await closed();
  await close();
  const project = { ...platform, name: "Late", type: "saas", currency: "usd" } as const;
  const late = scopeOf(newProjectId(), "test");
  expect(await tenantProjects(world.database, now).addProject(late, project, { actor, limit: 50 })).toBe(false);
  await expect(mint()).rejects.toMatchObject({ code: "not_found" });
});

test("no account is connected any more", async () => {
  const { platform, close } = await closed();
  await close();
  const audit = { ...platform, actor, action: "connection.made" };
  const wanted = {
    mode: "test",
    stripeAccountId: "acct_late",
    scope: "read_write",
    stateHash: "",
    current: null,
  } as const;
  expect(await platformConnections(world.database, now).connect(platform, { ...wanted, audit })).toBeNull();
});

import { newId, type PlatformScope, platformScopeOf, type Scope } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { connectionsByAccount, platformConnections } from "../src/index.ts";
import { makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();
const store = (at = now()) => platformConnections(world.database, () => at);
const run = (query: string, ...values: unknown[]) =>
  world.database.$client
    .prepare(query)
    .bind(...values)
    .all<Record<string, unknown>>()
    .then(({ results }) => results);

let made = 0;
const newName = (kind: string) => `${kind}_${made++}`;

async function makeOwner(): Promise<{ scope: Scope; platform: PlatformScope }> {
  const scope = await makeProject(world.database);
  return { scope, platform: platformScopeOf(`plt_${scope.projectId}`) };
}

const actor = { name: "developer", requestId: null } as const;

async function connect(platform: PlatformScope, stripeAccountId: string, stateHash = "") {
  const mode = "test" as const;
  const facts = await store().readFacts(platform, { mode, stripeAccountId });
  const audit = { platformId: platform.platformId, actor, action: "connection.made" };
  const { current } = facts;
  return store().connect(platform, { mode, stripeAccountId, scope: "read_write", stateHash, current, audit });
}

function subscribe({ projectId, mode }: Scope, stripeAccountId: string, status: string) {
  return run(
    `INSERT INTO subscriptions (stripe_account_id, subscription_id, project_id, mode, user_id, tier, status, interval,
       usage_anchor, current_period_start, current_period_end, rev)
     VALUES (?, ?, ?, ?, ?, 'pro', ?, 'month', 0, 0, 0, 1)`,
    stripeAccountId,
    newName("sub"),
    projectId,
    mode,
    newName("user"),
    status,
  );
}

describe("an authorization", () => {
  const begin = async (platform: PlatformScope, expiresAt = now() + 1000) => {
    const stateHash = newName("state");
    await store().addState(platform, { stateHash, mode: "test", expiresAt });
    return stateHash;
  };

  test("is taken by one of many calls, and waited for by the others", async () => {
    const { platform } = await makeOwner();
    const stateHash = await begin(platform);
    const tries = await Promise.all(Array.from({ length: 20 }, () => store().takeState(platform, stateHash)));
    expect(tries.filter((state) => state?.progress === "taken")).toEqual([{ progress: "taken", mode: "test" }]);
    expect(tries.filter((state) => state?.progress === "under_way")).toHaveLength(19);
  });

  test("is unknown to another platform, after its time, and when it was dropped", async () => {
    const { platform } = await makeOwner();
    const stateHash = await begin(platform);
    expect(await store().takeState((await makeOwner()).platform, stateHash)).toBeNull();
    expect(await store(now() + 1000).takeState(platform, stateHash)).toBeNull();
    await store().dropState((await makeOwner()).platform, stateHash);
    expect(await store().takeState(platform, stateHash)).toMatchObject({ progress: "taken" });
    await store().dropState(platform, stateHash);
    expect(await store().takeState(platform, stateHash)).toBeNull();
  });

  test("that a dead call holds is given up after a minute; one that was given back is taken again", async () => {
    const { platform } = await makeOwner();
    const stateHash = await begin(platform, now() + 3_600_000);
    await store().takeState(platform, stateHash);
    expect(await store(now() + 60_000).takeState(platform, stateHash)).toBeNull();
    await store().returnState(platform, stateHash);
    expect(await store().takeState(platform, stateHash)).toMatchObject({ progress: "taken" });
  });

  test("leads to the connection it made, while that stands", async () => {
    const { platform } = await makeOwner();
    const stateHash = await begin(platform);
    await store().takeState(platform, stateHash);
    const connection = await connect(platform, newName("acct"), stateHash);
    expect(await store().takeState(platform, stateHash)).toEqual({ progress: "done", connection });
    await connect(platform, newName("acct"));
    expect(await store().takeState(platform, stateHash)).toBeNull();
  });

  test("that nobody came back from is forgotten when the next begins", async () => {
    const { platform } = await makeOwner();
    const stateHash = await begin(platform, now() - 1);
    await begin(platform);
    expect(await run("SELECT 1 FROM connect_states WHERE state_hash = ?", stateHash)).toEqual([]);
  });
});

describe("connecting", () => {
  test("one account by twenty platforms at once gives it to one", async () => {
    const account = newName("acct");
    const owners = await Promise.all(Array.from({ length: 20 }, makeOwner));
    const results = await Promise.all(owners.map(({ platform }) => connect(platform, account)));
    expect(results.filter((connection) => connection !== null)).toHaveLength(1);
    const { platform } = owners[results.indexOf(null)] ?? (await makeOwner());
    const facts = await store().readFacts(platform, { mode: "live", stripeAccountId: account });
    expect(facts.isLinkedElsewhere).toBe(true);
  });

  test("twenty accounts to one platform at once leaves one, and the last answer names it", async () => {
    const { platform } = await makeOwner();
    const accounts = Array.from({ length: 20 }, () => newName("acct"));
    const results = await Promise.all(accounts.map((account) => connect(platform, account)));
    const [connection] = await store().list(platform);
    expect(results.filter((result) => result !== null).at(-1)).toEqual(connection);
  });

  test("leaves the mode's catalogues to be synced and takes back the notice of the lost connection", async () => {
    const { scope, platform } = await makeOwner();
    await run(
      "INSERT INTO sync_runs (project_id, mode, status, due_at, attempts) VALUES (?, 'test', 'synced', 0, 9)",
      scope.projectId,
    );
    await run(
      `INSERT INTO notices (platform_id, kind, topic, detail, created_at)
       VALUES (?, 'stripe_connection_lost', 'test', '{}', 0)`,
      platform.platformId,
    );
    await connect(platform, newName("acct"));
    expect(await run("SELECT status, attempts FROM sync_runs WHERE project_id = ?", scope.projectId)).toEqual([
      { status: "pending", attempts: 0 },
    ]);
    expect(
      await run("SELECT 1 FROM notices WHERE platform_id = ? AND dismissed_at IS NULL", platform.platformId),
    ).toEqual([]);
  });

  test("another account while subscriptions of a deleted project stand on the one before", async () => {
    const { platform, scope } = await makeOwner();
    const before = newName("acct");
    await connect(platform, before);
    await subscribe(scope, before, "active");
    expect(await connect(platform, newName("acct"))).toBeNull();
    await run("UPDATE projects SET deleted_at = 1 WHERE project_id = ?", scope.projectId);
    expect(await connect(platform, newName("acct"))).not.toBeNull();
  });

  test("the same account keeps its portal; another one needs its own", async () => {
    const { scope, platform } = await makeOwner();
    const account = newName("acct");
    const portal = () =>
      run("SELECT portal_configuration_id AS id FROM project_modes WHERE project_id = ?", scope.projectId);
    await connect(platform, account);
    await run("UPDATE project_modes SET portal_configuration_id = 'bpc_1' WHERE project_id = ?", scope.projectId);
    await connect(platform, account);
    expect(await portal()).toEqual([{ id: "bpc_1" }]);
    await connect(platform, newName("acct"));
    expect(await portal()).toEqual([{ id: null }]);
  });

  test.each([
    ["active", false],
    ["past_due", false],
    ["canceled", true],
    ["incomplete_expired", true],
  ])("another account while a subscription is %s on the one before: %s", async (status, isAllowed) => {
    const { scope, platform } = await makeOwner();
    const before = newName("acct");
    await connect(platform, before);
    await subscribe(scope, before, status);
    expect((await connect(platform, newName("acct"))) !== null).toBe(isAllowed);
    if (!isAllowed) expect(await connect(platform, before)).toMatchObject({ stripeAccountId: before });
  });
});

describe("the end of a connection", () => {
  test("is written once, and not over one that was made anew meanwhile", async () => {
    const { platform } = await makeOwner();
    const account = newName("acct");
    const first = await connect(platform, account);
    const second = await connect(platform, account);
    if (!first || !second) throw new Error("It was not connected");
    const audit = { platformId: platform.platformId, actor, action: "connection.ended" };
    const end = (connection: typeof first) => store().end(platform, { connection, status: "disconnected", audit });
    expect(await end(first)).toBe(false);
    expect(await end(second)).toBe(true);
    expect(await end(second)).toBe(false);
    expect(await store().list(platform)).toMatchObject([{ status: "disconnected", endedAt: now() }]);
    expect(
      await run("SELECT 1 FROM audit_log WHERE platform_id = ? AND action = ?", platform.platformId, audit.action),
    ).toHaveLength(1);
  });

  test("frees the account for another platform", async () => {
    const [{ platform }, other] = [await makeOwner(), await makeOwner()];
    const account = newName("acct");
    const connection = await connect(platform, account);
    expect(await connectionsByAccount(world.database).find(account, "test")).toEqual({
      platform,
      connection,
      isClosed: false,
    });
    expect(await connect(other.platform, account)).toBeNull();
    const audit = { platformId: platform.platformId, actor, action: "connection.ended" };
    if (connection) await store().end(platform, { connection, status: "revoked", audit });
    expect(await connectionsByAccount(world.database).find(account, "test")).toBeNull();
    expect(await connect(other.platform, account)).not.toBeNull();
  });
});

test("no platform's connections without a scope", () => {
  const forged = { platformId: newId("platform") } as PlatformScope;
  for (const method of Object.values(store()) as ((scope: PlatformScope) => unknown)[]) {
    expect(() => method(forged)).toThrow(TypeError);
  }
});

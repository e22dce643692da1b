import { describe, expect, test } from "vitest";
import { call, createProject, signingSecret, track, usageOf, useWorld } from "../world/world.ts";

const world = useWorld();

describe("key pairs", () => {
  test("several belong to one project and count into the same usage; each ends alone", async () => {
    const project = await createProject(world);
    const second = await world.lab.mintKeys(project.tenant, "staging");
    await track(world, project, "ada");
    await track(world, second, "ada");
    await world.lab.revokeKeys(project.tenant, project.publishableKey);
    expect((await track(world, project, "ada")).status).toBe(401);
    expect(await usageOf(world, second, "ada")).toMatchObject({ count: 2 });
  });

  test("a rotated secret works beside its successor until the overlap ends", async () => {
    const project = await createProject(world);
    const { secretKey } = await world.lab.rotateSecret(project.tenant, project.publishableKey, 3600);
    expect((await track(world, { secretKey }, "ada")).status).toBe(200);
    expect((await track(world, project, "ada")).status).toBe(200);
    await world.lab.setClock({ real: 3_601_000, business: 0 }, project.projectId);
    expect((await track(world, project, "ada")).status).toBe(401);
    expect((await track(world, { secretKey }, "ada")).status).toBe(200);
  });

  test("without overlap the old secret ends with the rotation", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    const { secretKey } = await world.lab.rotateSecret(project.tenant, project.publishableKey, 0);
    expect((await track(world, project, "ada")).status).toBe(401);
    expect((await call(world, "/api/tiers", { secretKey: project.secretKey })).status).toBe(401);
    expect((await track(world, { secretKey }, "ada")).status).toBe(200);
  });

  test("a second rotation does not lengthen the life of the first secret", async () => {
    const project = await createProject(world);
    await world.lab.rotateSecret(project.tenant, project.publishableKey, 60);
    await world.lab.rotateSecret(project.tenant, project.publishableKey, 3600);
    await world.lab.setClock({ real: 61_000, business: 0 }, project.projectId);
    expect((await track(world, project, "ada")).status).toBe(401);
  });

  test("a key of another project can't be revoked or rotated", async () => {
    const [mine, theirs] = [await createProject(world), await createProject(world)];
    const notFound = "There is nothing here";
    await expect(world.lab.revokeKeys(mine.tenant, theirs.publishableKey)).rejects.toThrow(notFound);
    await expect(world.lab.rotateSecret(mine.tenant, theirs.publishableKey, 0)).rejects.toThrow(notFound);
    expect((await track(world, theirs, "ada")).status).toBe(200);
  });

  test("neither a secret nor an address is found in D1's keys or in the log", async () => {
    const project = await createProject(world);
    await track(world, project, "ada@example.com");
    await call(world, "/api/usage", { secretKey: `${project.secretKey}x`, userId: "ada@example.com" });
    const random = project.secretKey.slice(30);
    const database = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
    const { results } = await database.prepare("SELECT * FROM api_secrets").all();
    expect(JSON.stringify(results)).toContain(project.secretKey.slice(-4));
    expect(JSON.stringify(results)).not.toContain(random);
    expect(world.log.length).toBeGreaterThan(0);
    expect(world.log.join("\n")).not.toContain(random);
    expect(world.log.join("\n")).not.toContain("ada@example.com");
  });
});

describe("keys that are not good", () => {
  test("forged, cut or of another mode: refused without any I/O and without making an object", async () => {
    const project = await createProject(world);
    const key = project.secretKey;
    const flipped = key.slice(0, -1) + (key.endsWith("0") ? "1" : "0");
    const forgeries = [
      flipped,
      key.slice(0, -5),
      key.replace("_test_", "_live_"),
      key.replace("sk_", "pk_"),
      `${key}0`,
      "sk_test_",
      "x",
    ];
    await world.lab.resetCounters(project.projectId);
    for (const secretKey of forgeries) {
      for (const path of ["/api/data", "/api/data/batch", "/api/data/release"]) {
        expect((await call(world, path, { secretKey, userId: "ada", body: {} })).status).toBe(401);
      }
      for (const path of ["/api/usage", "/api/tiers", "/api/products", "/api/dashboard/live"]) {
        expect((await call(world, path, { secretKey, userId: "ada" })).status).toBe(401);
      }
    }
    expect(await world.lab.readCounters(project.projectId)).toEqual({
      databaseOperations: 0,
      meterCalls: 0,
      meterRowsWritten: 0,
    });
    for (const shard of [0, 1, 2, 3, 4, 5, 6, 7]) {
      expect(await world.lab.hasMeterStorage({ projectId: project.projectId, mode: "live", shard })).toBe(false);
    }
  });

  test("all look the same: unknown, revoked, forged and missing", async () => {
    const project = await createProject(world);
    await world.lab.revokeKeys(project.tenant, project.publishableKey);
    const bodies = await Promise.all(
      [project.secretKey, `${project.secretKey}0`, "nonsense", undefined].map(async (secretKey) => {
        const { json } = await call(world, "/api/usage", { userId: "ada", ...(secretKey ? { secretKey } : {}) });
        return { ...json, requestId: "" };
      }),
    );
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });
});

describe("tenants", () => {
  test("no header, id or key mix-up reaches another project's counts", async () => {
    const [mine, theirs] = [await createProject(world), await createProject(world)];
    await track(world, theirs, "ada", { amount: 5 });
    const attempts = [
      { secretKey: mine.secretKey, publishableKey: theirs.publishableKey },
      { secretKey: theirs.publishableKey },
      { publishableKey: theirs.secretKey },
      { secretKey: mine.secretKey, headers: { "X-Project-Id": theirs.projectId, "X-Mode": "live" } },
    ];
    for (const attempt of attempts) {
      await call(world, "/api/data", { userId: "ada", body: { amount: 1 }, ...attempt });
    }
    const body = { projectId: theirs.projectId };
    expect((await call(world, "/api/data", { secretKey: mine.secretKey, userId: "ada", body })).status).toBe(422);
    expect(await usageOf(world, theirs, "ada")).toMatchObject({ count: 5 });
    expect(await usageOf(world, mine, "ada")).toMatchObject({ count: 1 });
  });

  test("two keys of different projects in one request open nothing", async () => {
    const [mine, theirs] = [await createProject(world), await createProject(world)];
    const both = { secretKey: mine.secretKey, publishableKey: theirs.publishableKey };
    expect((await call(world, "/api/tiers", both)).status).toBe(401);
  });

  test("a test key never touches live rows, though the user has the same id", async () => {
    const [live, test_] = [await createProject(world, { mode: "live" }), await createProject(world)];
    await world.lab.coverPlatform(live.platformId, Date.now() + 86_400_000);
    await track(world, live, "ada", { amount: 3 });
    await track(world, test_, "ada", { amount: 4 });
    await call(world, "/api/data", { secretKey: live.secretKey.replace("_live_", "_test_"), userId: "ada", body: {} });
    expect(await usageOf(world, live, "ada")).toMatchObject({ count: 3 });
    expect(await usageOf(world, test_, "ada")).toMatchObject({ count: 4 });
  });
});

describe("replacing the signing secret", () => {
  const replaced = useWorld({
    keySigningSecret: `2.${"another-secret-".repeat(3)}`,
    keySigningSecretPrevious: signingSecret,
  });

  test("new keys carry the new secret's number, and keys of the one before are still genuine", async () => {
    const project = await createProject(replaced);
    expect(project.secretKey.startsWith("sk_test_12")).toBe(true);
    expect((await track(replaced, project, "ada")).status).toBe(200);
    // Genuine by its tag, so the Meter is asked; unknown to this database, so nothing is made of it.
    const elsewhere = await createProject(world);
    await replaced.lab.resetCounters(elsewhere.projectId);
    expect((await track(replaced, elsewhere, "ada")).status).toBe(401);
    expect((await replaced.lab.readCounters(elsewhere.projectId)).meterCalls).toBe(1);
    expect(await replaced.lab.hasMeterStorage({ ...elsewhere.tenant, shard: 0 })).toBe(false);
  });
});

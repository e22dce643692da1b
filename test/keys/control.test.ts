/** What the other Workers may ask of api-multi, asked as they do: over its RPC entrypoint. */
import { describe, expect, test } from "vitest";
import { connectEntrypoint } from "../../scripts/local/lab-client.ts";
import type { TenantName } from "../../scripts/local/lab-methods.ts";
import { call, createProject, track, usageOf, useWorld } from "../world/world.ts";

type Reply<Value> = { ok: true; value: Value } | { ok: false; code: string };

interface ControlMethods {
  mintKeyPair(scope: TenantName, label: string): Reply<{ publishableKey: string; secretKey: string; label: string }>;
  rotateSecret(
    scope: TenantName,
    rotation: { publishableKey: string; overlapSeconds?: number },
  ): Reply<{ secretKey: string; othersExpireAt: number }>;
  revokeKeyPair(scope: TenantName, publishableKey: string): Reply<{ pending: boolean }>;
  announce(scope: TenantName, rev: number): Reply<boolean>;
  flushAll(scope: TenantName): Reply<null>;
}

const world = useWorld();
const control = () => connectEntrypoint<ControlMethods>(world.stack.miniflare, "CONTROL");

function given<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(`refused with ${reply.code}`);
  return reply.value;
}

describe("Control", () => {
  test("makes, rotates and revokes keys that work and end at once", async () => {
    const project = await createProject(world);
    const made = given(await control().mintKeyPair(project.tenant, "ci"));
    expect(made.label).toBe("ci");
    expect((await track(world, made, "ada")).status).toBe(200);
    const { publishableKey } = made;
    const rotated = given(await control().rotateSecret(project.tenant, { publishableKey }));
    expect(rotated.othersExpireAt).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect((await track(world, made, "ada")).status).toBe(200);
    expect((await track(world, rotated, "ada")).status).toBe(200);
    expect(given(await control().revokeKeyPair(project.tenant, publishableKey))).toEqual({ pending: false });
    expect((await track(world, rotated, "ada")).status).toBe(401);
    expect((await track(world, project, "ada")).status).toBe(200);
  });

  test("brings a change to the Meters when it is told of one", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    const rev = await world.lab.changeTier(project.tenant, "free", { limit: 1 }, { announce: false });
    expect((await track(world, project, "ada")).status).toBe(200);
    expect(await control().announce(project.tenant, rev ?? 0)).toEqual({ ok: true, value: true });
    expect((await track(world, project, "ada")).json.code).toBe("tier_limit_reached");
  });

  test("gives a restored D1 its counts again", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { amount: 3 });
    await world.lab.flush(project.tenant);
    await world.lab.forgetDatabaseUsage(project.tenant);
    expect((await control().flushAll(project.tenant)).ok).toBe(true);
    expect((await world.lab.readDatabaseUsage(project.tenant)).counts).toMatchObject([{ userId: "ada", count: 3 }]);
  });

  test("refuses with a code what is not there, and changes nothing", async () => {
    const [mine, theirs] = [await createProject(world), await createProject(world)];
    const notFound = { ok: false, code: "not_found" };
    expect(await control().revokeKeyPair(mine.tenant, theirs.publishableKey)).toEqual(notFound);
    expect(await control().rotateSecret(mine.tenant, { publishableKey: theirs.publishableKey })).toEqual(notFound);
    expect(await control().mintKeyPair({ projectId: "prj_0000000000000000", mode: "test" }, "x")).toEqual(notFound);
    expect(await control().mintKeyPair({ projectId: "nonsense", mode: "test" }, "x")).toEqual(notFound);
    expect(await usageOf(world, theirs, "ada")).toMatchObject({ count: 0 });
  });

  test("is not reachable over HTTP", async () => {
    expect((await call(world, "/CONTROL/mintKeyPair", { body: [] })).status).toBe(404);
  });
});

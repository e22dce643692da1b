/**
 * What was acknowledged survives `kill -9`, retrying everything under its idempotency keys makes the counts exact, and
 * D1 then agrees with the Meters. Starts instances of its own, because it kills them.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LabClient } from "../../scripts/local/lab-client.ts";
import { startStack } from "../../scripts/local/stack.ts";
import { watchWorkerd } from "../watch-workerd.ts";
import { createApiCaller } from "./api-caller.ts";
import { createTenant, type Tenant } from "./create-tenant.ts";
import { type CrashCall, loadUntilKilled, retryAll } from "./load-until-killed.ts";
import { expectEqual, expectThat, type ProofFigures, type ProofScale } from "./proof.ts";

const keySigningSecret = `1.${"proof-signing-secret".repeat(2)}`;

/** @param scale `parallelCalls` are acknowledged before each kill; `rounds` is how often workerd is killed */
export async function proveCrashSafety({ parallelCalls, rounds }: ProofScale): Promise<ProofFigures> {
  const persistTo = mkdtempSync(join(tmpdir(), "dream-api-proof-"));
  const start = () => watchWorkerd(() => startStack({ keySigningSecret, persistTo }));
  let { started: stack, workerd } = await start();
  let calls = 0;
  let surplus = 0;
  try {
    const tenants = [await createTenant(stack), await createTenant(stack, { mode: "live" })];
    const triedBefore = new Map<Tenant, CrashCall[]>(tenants.map((tenant) => [tenant, []]));
    for (let round = 0; round < rounds; round++) {
      const tenant = tenants[round % tenants.length] as Tenant;
      const caller = createApiCaller(stack.apiUrl);
      const tried = await loadUntilKilled(caller, tenant, {
        acknowledgedCalls: parallelCalls,
        kill: () => workerd.process.kill("SIGKILL"),
      });
      await stack.stop();
      ({ started: stack, workerd } = await start());

      const all = [...(triedBefore.get(tenant) ?? []), ...tried];
      triedBefore.set(tenant, all);
      surplus += await expectNothingLost(stack.lab, tenant, all);
      const retrier = createApiCaller(stack.apiUrl);
      await retryAll(retrier, tenant, tried);
      expectEqual(await storedUnits(stack.lab, tenant), unitsOf(all), "the counts after retrying everything");
      calls += caller.calls() + retrier.calls();
    }
    for (const tenant of tenants) await expectDatabaseAgrees(stack.lab, tenant);
  } finally {
    await stack.stop();
    rmSync(persistTo, { recursive: true, force: true });
  }
  return { calls, details: `${rounds} kills; ${surplus} units were counted whose answer was lost` };
}

/** @returns units that are stored although their call was not acknowledged: what a retry must not count again */
async function expectNothingLost(lab: LabClient, tenant: Tenant, tried: readonly CrashCall[]): Promise<number> {
  const stored = await storedUnits(lab, tenant);
  const acknowledged = unitsOf(tried.filter(({ isAcknowledged }) => isAcknowledged));
  const attempted = unitsOf(tried);
  let surplus = 0;
  for (const [userId, most] of Object.entries(attempted)) {
    const [found, least] = [stored[userId] ?? 0, acknowledged[userId] ?? 0];
    expectThat(found >= least, `after a crash ${found} units of ${userId} are stored, but ${least} were acknowledged`);
    expectThat(found <= most, `after a crash ${found} units of ${userId} are stored, but only ${most} were tried`);
    surplus += found - least;
  }
  return surplus;
}

async function expectDatabaseAgrees(lab: LabClient, { name }: Tenant): Promise<void> {
  await lab.flush(name);
  const meter = await lab.readMeterUsage(name);
  const database = await lab.readDatabaseUsage(name);
  expectEqual(database.counts, meter.counts, "the counts in D1 after a flush");
  expectEqual(database.days, meter.days, "the days in D1 after a flush");
  const total = (rows: readonly { count: number }[]) => rows.reduce((sum, { count }) => sum + count, 0);
  expectEqual(total(meter.days), total(meter.counts), "the days and the counts, added up");
}

async function storedUnits(lab: LabClient, { name }: Tenant): Promise<Record<string, number>> {
  const { counts } = await lab.readMeterUsage(name);
  return Object.fromEntries(counts.map(({ userId, count }) => [userId, count]));
}

/** By user, in the order in which the Meters are read. */
function unitsOf(calls: readonly CrashCall[]): Record<string, number> {
  const units = new Map<string, number>();
  for (const { userId, amount } of calls) units.set(userId, (units.get(userId) ?? 0) + amount);
  return Object.fromEntries([...units].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Parallel calls of two projects in two modes never count for one another, whatever their headers say. */
import { type ApiCaller, createApiCaller } from "./api-caller.ts";
import { createTenant, type Tenant } from "./create-tenant.ts";
import { expectEqual, type ProofFigures, type ProofScale, type ProofWorld } from "./proof.ts";

const users = ["ada", "bo", "cy"];
const tenantCount = 4;

export async function proveTenancy(world: ProofWorld, { parallelCalls }: ProofScale): Promise<ProofFigures> {
  const caller = createApiCaller(world.apiUrl);
  const tenants = await Promise.all([
    createTenant(world),
    createTenant(world),
    createTenant(world, { mode: "live" }),
    createTenant(world, { mode: "live" }),
  ]);
  const expected = tenants.map(() => new Map(users.map((userId) => [userId, 0])));

  await Promise.all(
    Array.from({ length: parallelCalls }, async (_, index) => {
      const own = index % tenantCount;
      const userId = users[Math.floor(index / tenantCount) % users.length] ?? "";
      const amount = 1 + (index % 3);
      const stranger = tenants[(own + 1 + (index % (tenantCount - 1))) % tenantCount] as Tenant;
      const counted = await callMixedUp(caller, tenants[own] as Tenant, stranger, { userId, amount, index });
      expected[own]?.set(userId, (expected[own].get(userId) ?? 0) + counted);
    }),
  );

  for (const [index, tenant] of tenants.entries()) {
    const own = Object.fromEntries(expected[index] ?? []);
    for (const userId of users) {
      expectEqual(await caller.count({ secretKey: tenant.secretKey, userId }), own[userId], "a project's own count");
    }
    const stored = await world.lab.readMeterUsage(tenant.name);
    const found = Object.fromEntries(stored.counts.map(({ userId, count }) => [userId, count]));
    expectEqual(found, own, "what a project's Meters hold");
  }
  return { calls: caller.calls(), details: `${tenantCount} tenants with the same users and idempotency keys` };
}

/** One of several ways to confuse two tenants. @returns the units that should be counted for the first */
async function callMixedUp(
  caller: ApiCaller,
  own: Tenant,
  stranger: Tenant,
  call: { userId: string; amount: number; index: number },
): Promise<number> {
  const { userId, amount, index } = call;
  const credential = { secretKey: own.secretKey, userId };
  // Every tenant's user has calls under the same key.
  const idempotencyKey = `shared-${Math.floor(index / tenantCount)}`;
  const ways: (() => Promise<number>)[] = [
    () => expectStatus(caller.track({ ...credential, amount, idempotencyKey }), 200),
    () => expectStatus(caller.track({ ...credential, amount, headers: foreignHeaders(stranger) }), 200),
    () => expectStatus(caller.track({ ...credential, amount, publishableKey: own.publishableKey }), 200),
    () => expectStatus(caller.track({ ...credential, amount, publishableKey: stranger.publishableKey }), 401),
    () => expectStatus(caller.track({ ...credential, secretKey: stranger.publishableKey, amount }), 401),
    () => expectStatus(caller.track({ ...credential, secretKey: spliced(own, stranger), amount }), 401),
    () => expectStatus(caller.track({ ...credential, body: { amount, projectId: stranger.name.projectId } }), 422),
  ];
  const counts = await ways[index % ways.length]?.();
  return counts === 200 ? amount : 0;
}

function foreignHeaders({ name }: Tenant): Record<string, string> {
  return { "X-Project-Id": name.projectId, "X-Mode": name.mode, "X-Platform-Id": name.projectId };
}

/** The head of one project's key on the tail of another's. */
function spliced(own: Tenant, stranger: Tenant): string {
  const half = Math.floor(own.secretKey.length / 2);
  return own.secretKey.slice(0, half) + stranger.secretKey.slice(half);
}

async function expectStatus(answer: Promise<{ status: number; text: string }>, expected: number): Promise<number> {
  const { status, text } = await answer;
  expectEqual(status, expected, `the status of a mixed-up call (${text})`);
  return status;
}

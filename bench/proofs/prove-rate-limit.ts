/** A rate limit of n lets exactly n calls of a user through in a minute, also when the Meter loses its memory. */
import { type ApiCaller, createApiCaller } from "./api-caller.ts";
import { createTenant, type Tenant } from "./create-tenant.ts";
import { expectEqual, expectThat, type ProofFigures, type ProofScale, type ProofWorld } from "./proof.ts";

const minuteMs = 60_000;
const users = ["first", "second"];

export async function proveRateLimit(world: ProofWorld, { parallelCalls, rounds }: ProofScale): Promise<ProofFigures> {
  const caller = createApiCaller(world.apiUrl);
  const limitPerMinute = Math.floor(parallelCalls / 5);
  const tenant = await createTenant(world, { rateLimitPerMinute: limitPerMinute });
  for (let round = 0; round < rounds; round++) {
    await startMinute(world, tenant, round + 1);
    const allowed = new Map(users.map((userId) => [userId, 0]));
    // Half of the limit, then the memory is lost, then far more than the other half.
    for (const wave of [Math.floor(limitPerMinute / 2), parallelCalls]) {
      const passed = await Promise.all(users.map((userId) => callInParallel(caller, tenant, userId, wave)));
      users.forEach((userId, index) => {
        allowed.set(userId, (allowed.get(userId) ?? 0) + (passed[index] ?? 0));
      });
      await world.lab.evict(tenant.name);
    }
    for (const userId of users) {
      expectEqual(
        allowed.get(userId),
        limitPerMinute,
        `calls that passed in a minute with a limit of ${limitPerMinute}`,
      );
      const counted = await caller.count({ secretKey: tenant.secretKey, userId });
      expectEqual(counted, limitPerMinute * (round + 1), "the count, to which refused calls add nothing");
    }
  }
  return { calls: caller.calls(), details: `${rounds} minutes, ${limitPerMinute} a minute, memory lost twice in each` };
}

/** Sets the project's clock to the beginning of a minute to come, so that none can end meanwhile. */
async function startMinute({ lab }: ProofWorld, { name }: Tenant, minutesAhead: number): Promise<void> {
  const now = Date.now();
  const real = (Math.floor(now / minuteMs) + minutesAhead) * minuteMs - now;
  await lab.setClock({ real, business: 0 }, name.projectId);
}

async function callInParallel(
  caller: ApiCaller,
  { secretKey }: Tenant,
  userId: string,
  calls: number,
): Promise<number> {
  const answers = await Promise.all(Array.from({ length: calls }, () => caller.track({ secretKey, userId })));
  const refused = answers.filter(({ status }) => status !== 200);
  for (const { status, headers, text } of refused) {
    expectEqual(status, 429, `the status of a refused call (${text})`);
    const retryAfterSeconds = Number(headers.get("Retry-After"));
    expectThat(retryAfterSeconds >= 1 && retryAfterSeconds <= 60, `a 429 came with Retry-After ${retryAfterSeconds}`);
  }
  return calls - refused.length;
}

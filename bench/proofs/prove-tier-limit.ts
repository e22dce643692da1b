/** N parallel calls on a limit of L let exactly L through, however they come: alone, in batches, in any amounts. */
import type { ApiAnswer, ApiCall, ApiCaller } from "./api-caller.ts";
import { createApiCaller } from "./api-caller.ts";
import { createTenant } from "./create-tenant.ts";
import { expectEqual, expectThat, type ProofFigures, type ProofScale, type ProofWorld } from "./proof.ts";

/** Users of a live project are spread over its Meters. */
const liveUsers = 10;
const eventsPerBatch = 20;
const largestAmount = 7;

interface Decision {
  readonly amount: number;
  readonly status: number;
  readonly code?: string;
  readonly usage?: { readonly count: number };
}

export async function proveTierLimit(world: ProofWorld, { parallelCalls }: ProofScale): Promise<ProofFigures> {
  const caller = createApiCaller(world.apiUrl);
  const limit = Math.floor(parallelCalls / 10);

  const test = await createTenant(world, { limit });
  await proveUnits(caller, { secretKey: test.secretKey, userId: "single" }, { parallelCalls, limit });

  const live = await createTenant(world, { mode: "live", limit });
  await proveUnits(caller, { secretKey: live.secretKey, userId: "single" }, { parallelCalls, limit });
  const share = Math.floor(parallelCalls / liveUsers);
  const spread = await createTenant(world, { mode: "live", limit: Math.floor(share / 2) });
  await Promise.all(
    Array.from({ length: liveUsers }, (_, index) =>
      proveUnits(
        caller,
        { secretKey: spread.secretKey, userId: `user-${index}` },
        { parallelCalls: share, limit: Math.floor(share / 2) },
      ),
    ),
  );

  for (const { secretKey } of [test, live]) {
    await proveAmounts(caller, { secretKey, userId: "amounts" }, limit, () =>
      Array.from({ length: parallelCalls }, (_, index) => trackAmount(caller, secretKey, amountOf(index))),
    );
    await proveAmounts(caller, { secretKey, userId: "batches" }, limit, () =>
      Array.from({ length: Math.ceil(parallelCalls / eventsPerBatch) }, () => trackBatch(caller, secretKey)),
    );
  }
  return {
    calls: caller.calls(),
    details: `limit ${limit}; test and live; units, amounts to ${largestAmount}, batches`,
  };
}

async function proveUnits(
  caller: ApiCaller,
  user: ApiCall,
  { parallelCalls, limit }: { parallelCalls: number; limit: number },
): Promise<void> {
  const answers = await Promise.all(Array.from({ length: parallelCalls }, () => caller.track(user)));
  const decisions = answers.map((answer) => decisionOf(answer, 1));
  expectOnlyLimitRefuses(decisions);
  const counts = decisions.filter(({ status }) => status === 200).map(({ usage }) => usage?.count ?? 0);
  expectEqual(counts.length, limit, `calls allowed of ${parallelCalls} on a limit of ${limit}`);
  const everyUnitOnce = Array.from({ length: limit }, (_, index) => index + 1);
  expectEqual(
    counts.sort((left, right) => left - right),
    everyUnitOnce,
    `${parallelCalls} parallel calls on ${limit}`,
  );
  expectEqual(await caller.count(user), limit, `the count after ${parallelCalls} calls on a limit of ${limit}`);
}

async function proveAmounts(
  caller: ApiCaller,
  user: ApiCall,
  limit: number,
  start: () => Promise<Decision[]>[],
): Promise<void> {
  const decisions = (await Promise.all(start())).flat();
  expectOnlyLimitRefuses(decisions);
  const accepted = decisions.filter(({ status }) => status === 200).reduce((sum, { amount }) => sum + amount, 0);
  const count = await caller.count(user);
  expectEqual(count, accepted, "the count and the sum of the accepted amounts");
  expectThat(count <= limit, `${count} units were allowed on a limit of ${limit}`);
  const refused = decisions.filter(({ status }) => status === 403).map(({ amount }) => amount);
  expectThat(refused.length > 0, "nothing was refused, so nothing was proved");
  // A count only grows, so what does not fit now is all that may have been refused.
  expectThat(Math.min(...refused) > limit - count, `an amount was refused although ${limit - count} units are left`);
}

function amountOf(index: number): number {
  return 1 + (index % largestAmount);
}

async function trackAmount(caller: ApiCaller, secretKey: string, amount: number): Promise<Decision[]> {
  return [decisionOf(await caller.track({ secretKey, userId: "amounts", amount }), amount)];
}

async function trackBatch(caller: ApiCaller, secretKey: string): Promise<Decision[]> {
  const events = Array.from({ length: eventsPerBatch }, (_, index) => ({
    userId: "batches",
    amount: amountOf(index),
  }));
  const { status, text } = await caller.post("/api/data/batch", { secretKey, body: { events } });
  expectEqual(status, 200, "the status of a batch");
  const { results } = JSON.parse(text) as { results: Omit<Decision, "amount">[] };
  return results.map((result, index) => ({ ...result, amount: amountOf(index) }));
}

function decisionOf({ status, text }: ApiAnswer, amount: number): Decision {
  return { ...(JSON.parse(text) as object), status, amount };
}

function expectOnlyLimitRefuses(decisions: readonly Decision[]): void {
  const strange = decisions.find(({ status, code }) => status !== 200 && code !== "tier_limit_reached");
  expectThat(!strange, `a call within the limit's reach was answered ${strange?.status} ${strange?.code}`);
  const wrong = decisions.find(({ status, code }) => code === "tier_limit_reached" && status !== 403);
  expectThat(!wrong, `a spent tier was answered ${wrong?.status}`);
}

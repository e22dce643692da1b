/** A call is counted once under its Idempotency-Key, however often and however parallel it is repeated. */
import { type ApiAnswer, createApiCaller } from "./api-caller.ts";
import { createTenant } from "./create-tenant.ts";
import { expectEqual, expectThat, type ProofFigures, type ProofScale, type ProofWorld } from "./proof.ts";

const parallelRepeats = 3;

export async function proveIdempotency(world: ProofWorld, { parallelCalls }: ProofScale): Promise<ProofFigures> {
  const caller = createApiCaller(world.apiUrl);
  const { name, secretKey } = await createTenant(world);
  const user = { secretKey, userId: "user" };
  const keys = Array.from({ length: parallelCalls }, (_, index) => `key-${index}`);
  const amountOf = (index: number) => 1 + (index % 5);
  const expectedCount = keys.reduce((sum, _, index) => sum + amountOf(index), 0);

  const firsts = await Promise.all(
    keys.map(async (idempotencyKey, index) => {
      const call = { ...user, idempotencyKey, amount: amountOf(index) };
      const answers = await Promise.all(Array.from({ length: parallelRepeats }, () => caller.track(call)));
      expectEqual(answers.filter(isReplayed).length, parallelRepeats - 1, "replays among parallel repeats");
      return expectSame(answers);
    }),
  );
  expectEqual(await caller.count(user), expectedCount, "the count after parallel repeats");

  await world.lab.evict(name);
  await Promise.all(
    keys.map(async (idempotencyKey, index) => {
      const later = await caller.track({ ...user, idempotencyKey, amount: amountOf(index) });
      expectThat(isReplayed(later), "a later repeat was not marked as replayed");
      expectEqual(later.text, firsts[index], "the answer to a later repeat");
    }),
  );
  expectEqual(await caller.count(user), expectedCount, "the count after later repeats");

  const others = { ...user, userId: "other" };
  await Promise.all(
    keys.map(async (idempotencyKey, index) => {
      const conflict = await caller.track({ ...user, idempotencyKey, amount: amountOf(index) + 1 });
      expectEqual(conflict.status, 409, "the status under a key that was used for another amount");
      const other = await caller.track({ ...others, idempotencyKey, amount: 1 });
      expectEqual([other.status, isReplayed(other)], [200, false], "another user's call under the same key");
    }),
  );
  expectEqual(await caller.count(user), expectedCount, "the count after conflicting calls");
  expectEqual(await caller.count(others), keys.length, "the count of the other user");
  return {
    calls: caller.calls(),
    details: `${keys.length} keys, each ${parallelRepeats} times at once and once later`,
  };
}

function isReplayed({ headers }: ApiAnswer): boolean {
  return headers.get("Idempotent-Replayed") === "true";
}

/** @returns the one text that all answers have */
function expectSame(answers: readonly ApiAnswer[]): string {
  for (const { status, text } of answers) {
    expectEqual(status, 200, `the status of a repeat (${text})`);
    expectEqual(text, answers[0]?.text, "the answer to a parallel repeat");
  }
  return answers[0]?.text ?? "";
}

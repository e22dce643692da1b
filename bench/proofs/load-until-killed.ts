/** Load with idempotency keys that ends with the death of the instance, and the retries of whoever was cut off. */
import { randomUUID } from "node:crypto";
import type { ApiCaller } from "./api-caller.ts";
import type { Tenant } from "./create-tenant.ts";
import { expectEqual, expectThat } from "./proof.ts";

export interface CrashCall {
  readonly userId: string;
  readonly amount: number;
  readonly idempotencyKey: string;
  isAcknowledged: boolean;
}

const callers = 32;
const users = 20;

/** Kills while all callers are calling. @returns every call that was tried, acknowledged or not */
export async function loadUntilKilled(
  caller: ApiCaller,
  { secretKey }: Tenant,
  { acknowledgedCalls, kill }: { acknowledgedCalls: number; kill: () => void },
): Promise<CrashCall[]> {
  const tried: CrashCall[] = [];
  let acknowledged = 0;
  let isKilled = false;

  async function callOnAndOn(): Promise<void> {
    while (!isKilled) {
      const index = tried.length;
      const userId = `user-${index % users}`;
      const call = { userId, amount: 1 + (index % 3), idempotencyKey: randomUUID(), isAcknowledged: false };
      tried.push(call);
      call.isAcknowledged = await tryOnce(caller, secretKey, call);
      acknowledged += Number(call.isAcknowledged);
      if (acknowledged < acknowledgedCalls || isKilled) continue;
      isKilled = true;
      kill();
    }
  }

  await Promise.all(Array.from({ length: callers }, callOnAndOn));
  return tried;
}

/** @returns false when the connection broke. @throws Error when the call was refused */
async function tryOnce(caller: ApiCaller, secretKey: string, call: CrashCall): Promise<boolean> {
  const { userId, amount, idempotencyKey } = call;
  const answer = await caller.track({ secretKey, userId, amount, idempotencyKey }).catch(() => null);
  if (answer === null || answer.status >= 500) return false;
  expectEqual(answer.status, 200, `the status of a call under load (${answer.text})`);
  return true;
}

/** @throws Error when a retry is not answered, or a call that was acknowledged is not known any more */
export async function retryAll(caller: ApiCaller, { secretKey }: Tenant, calls: readonly CrashCall[]): Promise<void> {
  for (let next = 0; next < calls.length; next += callers) {
    await Promise.all(
      calls.slice(next, next + callers).map(async ({ userId, amount, idempotencyKey, isAcknowledged }) => {
        const { status, headers, text } = await caller.track({ secretKey, userId, amount, idempotencyKey });
        expectEqual(status, 200, `the status of a retry after a crash (${text})`);
        const isKnown = headers.get("Idempotent-Replayed") === "true";
        expectThat(isKnown || !isAcknowledged, "an acknowledged call was counted again by its retry");
      }),
    );
  }
}

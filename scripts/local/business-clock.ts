/**
 * Business time of the whole house: periods, trials, renewals, grace. The sandbox Stripe keeps it, the Workers follow.
 * Turning it forward goes from one due moment to the next, so that everything happens in the order of a real month.
 */
import type { StripeSandbox } from "@dream-api/sandbox/stripe";
import type { Stack } from "./stack.ts";

export interface BusinessClock {
  /** Epoch milliseconds. */
  now(): number;
  /** @param target epoch milliseconds, not before now. @returns how many things fell due at Stripe */
  advanceTo(target: number): Promise<number>;
  /** Sets the Workers' clocks to the sandbox Stripe's, as after a restart. */
  align(): Promise<void>;
}

/** More than any burst takes; what is left then waits for the next minute. */
const rounds = 20;

const latest = Number.MAX_SAFE_INTEGER;

export function createBusinessClock(stack: Stack, { sandbox }: StripeSandbox): BusinessClock {
  const now = () => sandbox.clock.now() * 1000;

  const align = () => stack.setClock({ real: 0, business: ahead(now()) });

  /** The Workers first: what Stripe tells them is then not of their future. */
  async function moveTo(seconds: number): Promise<number> {
    await stack.setClock({ real: 0, business: ahead(seconds * 1000) });
    // On a busy machine the clock has passed that second by now.
    const ran = sandbox.advanceTo(Math.max(seconds, sandbox.clock.now()));
    await hearAll(stack, { sandbox });
    return ran;
  }

  return {
    now,
    align,
    async advanceTo(target) {
      const seconds = Math.floor(target / 1000);
      let ran = 0;
      for (;;) {
        const due = sandbox.archive.schedule.next(latest, "")?.dueAt;
        if (due === undefined || due > seconds) break;
        ran += await moveTo(Math.max(due, sandbox.clock.now()));
      }
      return ran + (await moveTo(Math.max(seconds, sandbox.clock.now())));
    },
  };
}

/** Until the Workers know all that Stripe told. */
export async function hearAll(stack: Stack, { sandbox }: Pick<StripeSandbox, "sandbox">): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    // What the crons did may have made Stripe tell something, and a burst waits for its turn.
    await sandbox.postOffice.drain();
    await stack.lab.letNewsThrough();
    await stack.runCrons();
    await sandbox.postOffice.drain();
    if ((await stack.lab.letNewsThrough()) === 0) return;
  }
}

/** How far business time is before the machine's; the second that Stripe's clock is rounded by is none. */
function ahead(businessNow: number): number {
  const difference = businessNow - Date.now();
  return Math.abs(difference) <= 1000 ? 0 : difference;
}

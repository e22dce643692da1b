/** The house as it stood at a moment of the past: all its clocks were there, and go forward from one step to the next. */
import { hearAll } from "../business-clock.ts";
import type { Demo } from "../seed-demo.ts";
import { type Parts, type PartsOptions, startParts } from "../start-parts.ts";

export interface PastHouse extends Pick<Parts, "providers" | "stack" | "stop"> {
  readonly demo: Demo;
  /** Epoch milliseconds. A moment that has passed already is now. */
  turnTo(moment: number): Promise<void>;
  /** Until the Workers know all that happened at Stripe. */
  hear(): Promise<void>;
  /** The same, and what the Workers do by the clock. */
  hearAndTidy(): Promise<void>;
}

/**
 * The Workers' real time is of the past too: it dates customers, keys and what was heard.
 * @param options its directory has no state in it yet @param beginsAt epoch milliseconds
 */
export async function startPastHouse(options: PartsOptions, beginsAt: number): Promise<PastHouse> {
  const { stack, providers, seed, stop } = await startParts(options);
  const { sandbox } = providers.stripe;
  sandbox.clock.set(Math.floor(beginsAt / 1000));

  async function turnTo(moment: number): Promise<void> {
    const seconds = Math.floor(moment / 1000);
    const offset = Math.max(seconds, sandbox.clock.now()) * 1000 - Date.now();
    // The Workers first: what Stripe tells them is then not of their future.
    await stack.setClock({ real: offset, business: offset });
    // Time went on meanwhile, also here.
    sandbox.advanceTo(Math.max(seconds, sandbox.clock.now()));
  }

  await turnTo(beginsAt);
  return {
    stack,
    providers,
    stop,
    demo: await seed(),
    turnTo,
    async hear() {
      await sandbox.postOffice.drain();
      // The crons are most of what a quiet day costs.
      if ((await stack.lab.letNewsThrough()) > 0) await hearAll(stack, providers.stripe);
    },
    hearAndTidy: () => hearAll(stack, providers.stripe),
  };
}

/** Stops a sync at one of its calls: the process dies there, or something else happens first. */
import type { StripeCatalogue, SyncDependencies, SyncRunStore } from "@dream-api/domain";

export class ProcessDied extends Error {}

export interface Interruption {
  /** Which call, counted from 0 over all that are watched. */
  readonly at: number;
  readonly when: "before" | "after";
  /** Dies unless it says what else happens; the sync then goes on. */
  readonly instead?: () => Promise<void> | void;
}

export interface Interrupted extends SyncDependencies {
  /** Calls made so far, by name. */
  readonly calls: string[];
}

/**
 * @param watched which calls count: those to Stripe, or those to D1 too
 * @returns dependencies that after a death refuse everything, because a dead process does nothing more
 */
export function interrupt(
  deps: SyncDependencies,
  interruption: Interruption | null,
  watched: "stripe" | "everything" = "stripe",
): Interrupted {
  const calls: string[] = [];
  let isDead = false;
  const happen = async () => {
    if (interruption?.instead) return interruption.instead();
    isDead = true;
    throw new ProcessDied();
  };
  const happenAt = async (index: number, when: Interruption["when"]) => {
    if (index === interruption?.at && when === interruption.when) await happen();
  };
  async function make(name: string, counts: boolean, call: () => unknown): Promise<unknown> {
    if (isDead) throw new ProcessDied();
    const index = counts ? calls.push(name) - 1 : -1;
    await happenAt(index, "before");
    const answer: unknown = await call();
    await happenAt(index, "after");
    return answer;
  }
  const watch = <Target extends object>(target: Target, counts: boolean): Target =>
    new Proxy(target, {
      get(methods, name) {
        const method = Reflect.get(methods, name) as unknown as (...input: unknown[]) => unknown;
        return (...input: unknown[]) => make(String(name), counts, () => method.apply(methods, input));
      },
    });
  const { runs, stripeOf } = deps;
  const stripe = watch<StripeCatalogue>(stripeOf("test"), true);
  return { ...deps, calls, runs: watch<SyncRunStore>(runs, watched === "everything"), stripeOf: () => stripe };
}

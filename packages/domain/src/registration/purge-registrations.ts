/** What nobody claimed in seven days goes: its project ends, its keys with it, and the address is forgotten. */
import { type Clock, dayMs } from "../clock.ts";
import type { Announce } from "../metering/announce.ts";
import type { ChangedProject } from "./claim-registrations.ts";

export interface PurgeStore {
  /** @param createdBefore business time */
  listUnclaimed(createdBefore: number, limit: number): Promise<string[]>;
  /** Null when it was claimed meanwhile. */
  purge(platformId: string, at: { business: number; real: number }): Promise<ChangedProject[] | null>;
}

export interface PurgeDependencies {
  readonly purges: PurgeStore;
  readonly announce: Announce;
  readonly clock: Clock;
}

const keptMs = 7 * dayMs;
const purgesPerRun = 50;

/** @returns how many went */
export async function purgeRegistrations({ purges, announce, clock }: PurgeDependencies): Promise<number> {
  const now = clock();
  let gone = 0;
  for (const platformId of await purges.listUnclaimed(now.business - keptMs, purgesPerRun)) {
    const ended = await purges.purge(platformId, now);
    if (!ended) continue;
    gone += 1;
    await Promise.all(ended.map(({ scope, rev }) => announce(scope, rev)));
  }
  return gone;
}

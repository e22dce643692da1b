/** Takes away sign-ins, codes and requests that are over, until nothing is left or the run has done its share. */
import type { Clock } from "../clock.ts";
import type { SignInStore } from "./sign-in-store.ts";

export interface PurgeSignInsDependencies {
  readonly signIns: Pick<SignInStore, "purge">;
  readonly clock: Clock;
}

const purgedAtOnce = 1000;
const portionsPerRun = 20;

/** What is left of a great many goes with the next run. */
export async function purgeSignIns({ signIns, clock }: PurgeSignInsDependencies): Promise<void> {
  const at = clock().real;
  for (let portion = 0; portion < portionsPerRun; portion++) {
    if ((await signIns.purge(at, purgedAtOnce)) === 0) return;
  }
}

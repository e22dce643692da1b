/**
 * The proof that a seed and a frozen clock make a run repeatable: a mixed year is lived through twice, and every object
 * is the same to the byte. Small in the tests, with a thousand subscriptions in the proofs.
 */
import { runYear } from "./run-year.ts";

interface Proof {
  /** Objects compared. */
  calls: number;
  details: string;
}

/** @throws Error when the two years differ, or when a year of another seed does not */
export async function proveSameYear({ subscriptions }: { subscriptions: number }): Promise<Proof> {
  const [first, second] = [await yearOf(7, subscriptions), await yearOf(7, subscriptions)];
  if (first.digest !== second.digest) throw new Error("Two years of one seed ended with different objects");
  const other = await yearOf(8, Math.min(subscriptions, 10));
  const small = await yearOf(7, Math.min(subscriptions, 10));
  if (other.digest === small.digest) throw new Error("The digest does not see the difference between two seeds");
  return {
    calls: first.objects + second.objects,
    details: `${first.objects} objects of ${subscriptions} subscriptions, the same twice; ${first.seconds.toFixed(1)} s and ${second.seconds.toFixed(1)} s of processor time`,
  };
}

async function yearOf(seed: number, subscriptions: number) {
  const { sandbox, seconds } = runYear({ seed, subscriptions, isMixed: true });
  const { digest, count } = sandbox.archive.objects.digest();
  await sandbox.close();
  return { digest, objects: count, seconds };
}

/**
 * Removes what a deleted project held, 30 days after its deletion: the books stay, under names that lead to nobody.
 * Its Meters have emptied themselves when they heard of the deletion, and what it sold is archived at Stripe before.
 */
import { type Clock, dayMs } from "../clock.ts";
import type { ProjectId } from "../ids.ts";
import { sweepWithinMs } from "../work/retention.ts";

export interface PurgeableProjects {
  /** Those whose catalogue Stripe has still to follow are not among them. @param deletedBefore real time */
  list(deletedBefore: number, limit: number): Promise<ProjectId[]>;
  /** @returns how many rows were removed or changed; 0 when nothing is left */
  purgeSome(projectId: ProjectId, limit: number): Promise<number>;
  finish(projectId: ProjectId, at: number): Promise<void>;
}

export interface PurgeProjectsDependencies {
  readonly purgeable: PurgeableProjects;
  readonly clock: Clock;
}

const keptMs = 30 * dayMs;
const projectsPerRun = 20;
const rowsAtOnce = 1000;

/** Goes on where the run before it ended, as nothing of its progress is kept but what it left. */
export async function purgeProjects({ purgeable, clock }: PurgeProjectsDependencies): Promise<void> {
  const { real } = clock();
  const until = real + sweepWithinMs;
  for (const projectId of await purgeable.list(real - keptMs, projectsPerRun)) {
    while ((await purgeable.purgeSome(projectId, rowsAtOnce)) > 0) if (clock().real >= until) return;
    await purgeable.finish(projectId, clock().real);
  }
}

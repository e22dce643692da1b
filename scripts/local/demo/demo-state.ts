/** The state that a demo is made into. One that is there already is somebody's, and stays unless they say otherwise. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What the local run keeps, and nothing else that may lie in that folder. */
const kept = /^(state|demo\.json|secrets\.json|stripe-endpoints\.json|(stripe|clerk)\.sqlite(-shm|-wal)?)$/;

/** @throws Error that says how to go on */
export function requireNoState(directory: string): void {
  if (stateIn(directory).length === 0) return;
  throw new Error(
    `There is state in ${directory} already. Throw it away with npm run demo -- --fresh, or keep the demo elsewhere: DREAM_STATE=.dream-demo npm run demo`,
  );
}

export function clearState(directory: string): void {
  for (const name of stateIn(directory)) rmSync(join(directory, name), { recursive: true });
}

function stateIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).filter((name) => kept.test(name)) : [];
}

/** Where things are. */
import { join } from "node:path";

export const projectRoot = join(import.meta.dirname, "../..");
/** `DREAM_STATE` keeps state elsewhere, so that several runs don't share it. */
export const stateDirectory = process.env.DREAM_STATE ?? join(projectRoot, ".dream");

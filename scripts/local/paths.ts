/** Where things are. */
import { join } from "node:path";

export const projectRoot = join(import.meta.dirname, "../..");
export const stateDirectory = join(projectRoot, ".dream");

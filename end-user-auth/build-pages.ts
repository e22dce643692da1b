/** Puts the hosted pages where the deployment takes them from. */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";

const target = join(import.meta.dirname, "dist/pages");
rmSync(target, { recursive: true, force: true });
cpSync(join(import.meta.dirname, "pages"), target, { recursive: true });

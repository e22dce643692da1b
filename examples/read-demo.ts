/** What `npm start` wrote about itself: where it runs, and the keys of its demo projects. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Demo {
  readonly urls: { readonly api: string; readonly endUserAuth: string };
  readonly examples: { readonly saas: string; readonly store: string };
  readonly saas: { readonly publishableKey: string };
  readonly store: { readonly publishableKey: string };
}

/** @throws Error that says what to start first */
export function readDemo(): Demo {
  const path = join(process.env.DREAM_STATE ?? join(import.meta.dirname, "../.dream"), "demo.json");
  if (!existsSync(path)) throw new Error("There is no demo to work with: run `npm start` first, and leave it running");
  return JSON.parse(readFileSync(path, "utf8")) as Demo;
}

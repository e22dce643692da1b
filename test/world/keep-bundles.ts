/** Before the tests: a place where each Worker's bundle is kept for this run, unless sources may change during it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

export default function keepBundles({ config }: TestProject): (() => void) | undefined {
  if (config.watch) return undefined;
  const directory = mkdtempSync(join(tmpdir(), "dream-api-bundles-"));
  process.env.BUNDLE_DIRECTORY = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}

/** The dashboard's built files, as its Worker serves them. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { keepBuild } from "../keep-build.ts";
import { projectRoot } from "../paths.ts";

const sources = [
  "frontend/index.html",
  "frontend/public",
  "frontend/src",
  "frontend/vite.config.ts",
  "frontend/worker/runtime-config.ts",
  "packages/contract/package.json",
  "packages/contract/src",
  "package-lock.json",
];

/** @returns the directory with the files. @throws Error with Vite's own words when the source does not build */
export function buildFrontend(): Promise<string> {
  return keepBuild({ name: "dream-frontend", sources, build: runVite });
}

async function runVite(directory: string): Promise<void> {
  const vite = join(projectRoot, "node_modules/vite/bin/vite.js");
  try {
    await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "warn", "--outDir", directory], {
      cwd: join(projectRoot, "frontend"),
      // A test's own would make a build for development.
      env: { ...process.env, NODE_ENV: "production" },
    });
  } catch (error) {
    throw new Error(`The dashboard does not build:\n${(error as { stderr?: string }).stderr ?? error}`);
  }
}

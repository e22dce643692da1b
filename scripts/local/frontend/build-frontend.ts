/** The dashboard's built files, made once for each state of their source and kept with other caches. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../paths.ts";

/** All that the build is made of. */
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

const cache = join(projectRoot, "node_modules/.cache/dream-frontend");
const keptBuilds = 3;

/** @returns the directory with the files. @throws Error with Vite's own words when the source does not build */
export async function buildFrontend(): Promise<string> {
  const directory = join(cache, hashOf(sources.flatMap(filesUnder)));
  if (existsSync(join(directory, "index.html"))) return directory;
  const staging = `${directory}.${process.pid}`;
  const vite = join(projectRoot, "node_modules/vite/bin/vite.js");
  try {
    await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "warn", "--outDir", staging], {
      cwd: join(projectRoot, "frontend"),
      // A test's own would make a build for development.
      env: { ...process.env, NODE_ENV: "production" },
    });
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw new Error(`The dashboard does not build:\n${(error as { stderr?: string }).stderr ?? error}`);
  }
  // Two runs at once make the same; the one that comes second throws its own away.
  if (existsSync(directory)) rmSync(staging, { recursive: true, force: true });
  else renameSync(staging, directory);
  forgetOldBuilds(directory);
  return directory;
}

function filesUnder(path: string): string[] {
  const absolute = join(projectRoot, path);
  const entries = path.includes(".") ? [] : readdirSync(absolute, { recursive: true, withFileTypes: true });
  if (entries.length === 0) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .sort();
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(projectRoot, path)))
      .update("\0");
  return hash.digest("hex").slice(0, 24);
}

/** Those of other branches are made again when they are wanted; the newest stay for going back and forth. */
function forgetOldBuilds(current: string): void {
  const builds = readdirSync(cache, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.includes("."))
    .map(({ name }) => join(cache, name))
    .filter((path) => path !== current);
  const ages = new Map(builds.map((path) => [path, statSync(path).mtimeMs]));
  builds.sort((a, b) => (ages.get(b) ?? 0) - (ages.get(a) ?? 0));
  for (const path of builds.slice(keptBuilds - 1)) rmSync(path, { recursive: true, force: true });
}

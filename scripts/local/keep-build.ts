/** Pages built once for each state of their source, and kept with other caches. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot } from "./paths.ts";

export interface KeptBuild {
  /** Of its cache. */
  readonly name: string;
  /** All that it is made of: files and folders, relative to the project. */
  readonly sources: readonly string[];
  /** Puts the files, `index.html` among them, into a directory. */
  build(directory: string): Promise<unknown>;
}

const keptBuilds = 3;

/** @returns the directory with the files, which others use too. @throws what the build throws */
export async function keepBuild({ name, sources, build }: KeptBuild): Promise<string> {
  const cache = join(projectRoot, "node_modules/.cache", name);
  const directory = join(cache, hashOf(sources.flatMap(filesUnder)));
  if (existsSync(join(directory, "index.html"))) return directory;
  mkdirSync(cache, { recursive: true });
  const staging = `${directory}.${process.pid}`;
  try {
    await build(staging);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  // Two runs at once make the same; the one that comes second throws its own away.
  if (existsSync(directory)) rmSync(staging, { recursive: true, force: true });
  else renameSync(staging, directory);
  forgetOldBuilds(cache, directory);
  return directory;
}

function filesUnder(path: string): string[] {
  const absolute = join(projectRoot, path);
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .sort();
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    hash.update(`${path}\0`);
    hash.update(readFileSync(join(projectRoot, path))).update("\0");
  }
  return hash.digest("hex").slice(0, 24);
}

/** Those of other branches are made again when they are wanted; the newest stay for going back and forth. */
function forgetOldBuilds(cache: string, current: string): void {
  const builds = readdirSync(cache, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.includes("."))
    .map(({ name }) => join(cache, name))
    .filter((path) => path !== current);
  const ages = new Map(builds.map((path) => [path, statSync(path).mtimeMs]));
  builds.sort((a, b) => (ages.get(b) ?? 0) - (ages.get(a) ?? 0));
  for (const path of builds.slice(keptBuilds - 1)) rmSync(path, { recursive: true, force: true });
}

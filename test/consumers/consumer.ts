/** A little project of somebody else's, somewhere else on the disk, with the packed SDK as its only dependency. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { projectRoot } from "../../scripts/local/paths.ts";

const run = promisify(execFile);
const typescript = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

interface BundleOptions {
  readonly format: "esm" | "iife";
  readonly conditions?: string[];
  readonly external?: string[];
  readonly minify?: boolean;
}

export interface Consumer {
  /** Compiles with the project's own tsconfig. @throws with what the compiler says */
  compile(): Promise<void>;
  /** Runs a file and reads what it writes as JSON. */
  run(file: string, env: Record<string, string>): Promise<unknown>;
  bundle(file: string, options: BundleOptions): Promise<string>;
}

/** @param others what else the project depends on, taken from here */
export function installConsumer(name: string, packedClient: string, into: string, others: string[] = []): Consumer {
  const folder = join(into, name);
  cpSync(join(import.meta.dirname, "projects", name), folder, { recursive: true });
  cpSync(packedClient, join(folder, "node_modules/dream-api"), { recursive: true });
  for (const other of others) linkPackage(other, folder);
  return {
    async compile() {
      const typeRoots = join(projectRoot, "node_modules/@types");
      await run(process.execPath, [typescript, "-p", folder, "--typeRoots", typeRoots]).catch((failed) => {
        throw new Error(failed.stdout, { cause: failed });
      });
    },
    async run(file, env) {
      const { stdout } = await run(process.execPath, [join(folder, file)], { env: { ...process.env, ...env } });
      return JSON.parse(stdout);
    },
    async bundle(file, { format, conditions = [], external = [], minify = false }) {
      const { outputFiles } = await build({
        entryPoints: [join(folder, file)],
        bundle: true,
        write: false,
        format,
        conditions,
        external,
        minify,
        platform: "browser",
        logLevel: "silent",
      });
      return outputFiles[0]?.text ?? "";
    },
  };
}

/** Links resolve from where they stand, so a linked package brings its own dependencies along. */
function linkPackage(name: string, folder: string): void {
  const target = join(folder, "node_modules", name);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(projectRoot, "node_modules", name), target);
}

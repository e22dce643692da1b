/** Bundles a Worker as it will run: one ES module, text files included, the runtime's own modules left outside. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build, context, type Plugin } from "esbuild";
import { projectRoot } from "./paths.ts";

/** A module of a Worker as Miniflare takes it. */
export interface WorkerModule {
  type: "ESModule";
  path: string;
  contents: string;
}

let docsReaderIsCopied = false;

/**
 * @param entry relative to the project. With `BUNDLE_DIRECTORY` set, what was bundled once is kept there: for a run of
 * tests, of which each file starts the Workers anew.
 * @throws esbuild's error, with its messages, when the source does not build
 */
export async function bundleWorker(entry: string): Promise<WorkerModule[]> {
  const directory = process.env.BUNDLE_DIRECTORY;
  const kept = directory && join(directory, `${entry.replaceAll(/[^a-z0-9]/gi, "_")}.js`);
  const contents = kept && existsSync(kept) ? readFileSync(kept, "utf8") : await bundleText(entry);
  if (kept && !existsSync(kept)) {
    // Whole at once: other files of tests read it.
    writeFileSync(`${kept}.${process.pid}`, contents);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  return [{ type: "ESModule", path: "index.js", contents }];
}

async function bundleText(entry: string): Promise<string> {
  copyDocsReader();
  const result = await build({ ...buildOptions(entry), write: false });
  return result.outputFiles[0]?.text ?? "";
}

/** Calls back after each change of what the entry is made of: with the messages of a build that failed, or none. */
export async function watchWorker(entry: string, onChange: (errors: readonly string[]) => void): Promise<void> {
  copyDocsReader();
  let isFirst = true;
  const tell: Plugin = {
    name: "tell",
    setup({ onEnd }) {
      onEnd(({ errors }) => {
        if (!isFirst) onChange(errors.map(({ text, location }) => `${location?.file}:${location?.line}: ${text}`));
        isFirst = false;
      });
    },
  };
  const watching = await context({ ...buildOptions(entry), write: false, plugins: [tell] });
  await watching.watch();
}

function buildOptions(entry: string): BuildOptions {
  return {
    entryPoints: [join(projectRoot, entry)],
    absWorkingDir: projectRoot,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".txt": "text" },
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
  };
}

function copyDocsReader(): void {
  if (docsReaderIsCopied) return;
  execFileSync(process.execPath, [join(projectRoot, "api-multi/copy-docs-reader.ts")]);
  docsReaderIsCopied = true;
}

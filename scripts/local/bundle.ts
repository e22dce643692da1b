/** Bundles a Worker as it will run: one ES module, texts beside it, the runtime's own modules left outside. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, build, context, type Plugin } from "esbuild";
import { projectRoot } from "./paths.ts";

/** A module of a Worker as Miniflare takes it. */
export interface WorkerModule {
  type: "ESModule" | "Text";
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
  const kept = directory && join(directory, `${entry.replaceAll(/[^a-z0-9]/gi, "_")}.json`);
  if (kept && existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));
  const modules = await bundle(entry);
  if (kept) {
    // Whole at once: other files of tests read it.
    writeFileSync(`${kept}.${process.pid}`, JSON.stringify(modules));
    renameSync(`${kept}.${process.pid}`, kept);
  }
  return modules;
}

async function bundle(entry: string): Promise<WorkerModule[]> {
  copyDocsReader();
  const texts = new Map<string, string>();
  const options = buildOptions(entry);
  const plugins = [leaveOutTexts((name, file) => texts.set(name, file))];
  const { outputFiles } = await build({ ...options, write: false, plugins });
  return [
    { type: "ESModule", path: "index.js", contents: outputFiles[0]?.text ?? "" },
    ...[...texts].map(([path, file]) => ({ type: "Text" as const, path, contents: readFileSync(file, "utf8") })),
  ];
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
  const plugins = [leaveOutTexts(() => undefined), tell];
  const watching = await context({ ...buildOptions(entry), write: false, plugins });
  await watching.watch();
}

/** Small, because each start of workerd reads all of it; names stay, for traces of errors. */
function buildOptions(entry: string): BuildOptions & { entryPoints: string[] } {
  return {
    entryPoints: [join(projectRoot, entry)],
    absWorkingDir: projectRoot,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: "silent",
  };
}

/** Text becomes a module of its own, as wrangler does it: nothing has to parse it as script. */
function leaveOutTexts(onText: (name: string, file: string) => void): Plugin {
  return {
    name: "texts",
    setup({ onResolve }) {
      onResolve({ filter: /\.txt$/ }, ({ path, importer }) => {
        const name = basename(path);
        onText(name, join(dirname(importer), path));
        return { path: `./${name}`, external: true };
      });
    },
  };
}

function copyDocsReader(): void {
  if (docsReaderIsCopied) return;
  execFileSync(process.execPath, [join(projectRoot, "api-multi/copy-docs-reader.ts")]);
  docsReaderIsCopied = true;
}

/** Bundles a Worker as it will run: one ES module, text files included, the runtime's own modules left outside. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { projectRoot } from "./paths.ts";

/** A module of a Worker as Miniflare takes it. */
export interface WorkerModule {
  type: "ESModule";
  path: string;
  contents: string;
}

let docsReaderIsCopied = false;

/** @param entry relative to the project. @throws esbuild's error, with its messages, when the source does not build */
export async function bundleWorker(entry: string): Promise<WorkerModule[]> {
  if (!docsReaderIsCopied) {
    execFileSync(process.execPath, [join(projectRoot, "api-multi/copy-docs-reader.ts")]);
    docsReaderIsCopied = true;
  }
  const result = await build({
    entryPoints: [join(projectRoot, entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".txt": "text" },
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
  });
  return [{ type: "ESModule", path: "index.js", contents: result.outputFiles[0]?.text ?? "" }];
}

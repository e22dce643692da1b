/**
 * Builds what npm gets: `dist/index.js` (ESM), `dist/index.cjs` (CommonJS) and the types of both, from nothing but
 * `src`. The two sets of types differ only in how they name each other, because TypeScript reads a `.d.ts` of this
 * package as ESM.
 */
import { execFileSync } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build, type Format } from "esbuild";

const folder = import.meta.dirname;
const types = join(folder, "dist/types");

await rm(join(folder, "dist"), { recursive: true, force: true });
await Promise.all([bundle("esm", "index.js"), bundle("cjs", "index.cjs")]);
emitTypes();
await nameTypes();

async function bundle(format: Format, file: string): Promise<void> {
  await build({
    entryPoints: [join(folder, "src/index.ts")],
    outfile: join(folder, "dist", file),
    bundle: true,
    format,
    platform: "neutral",
    target: "es2022",
    logLevel: "warning",
  });
}

function emitTypes(): void {
  const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  const flags = [
    "--noEmit",
    "false",
    "--declaration",
    "--emitDeclarationOnly",
    "--rootDir",
    join(folder, "src"),
    "--outDir",
    types,
  ];
  execFileSync(process.execPath, [join(typescript, "bin/tsc"), "-p", folder, ...flags], { stdio: "inherit" });
}

/** `./errors.ts` becomes `./errors.js` for ESM and `./errors.cjs` for CommonJS. */
async function nameTypes(): Promise<void> {
  const files = (await readdir(types, { recursive: true })).filter((file) => file.endsWith(".d.ts"));
  for (const file of files.map((name) => join(types, name))) {
    const text = await readFile(file, "utf8");
    await writeFile(file.replace(/\.d\.ts$/, ".d.cts"), withExtension(text, "cjs"));
    await writeFile(file, withExtension(text, "js"));
  }
}

function withExtension(text: string, extension: "js" | "cjs"): string {
  return text.replaceAll(/(["']\.{1,2}\/[^"']+)\.ts(["'])/g, `$1.${extension}$2`);
}

/**
 * Builds what npm gets: `dist/index.js` and `dist/react.js` (ESM), the same as `.cjs` (CommonJS) and the types of all,
 * from nothing but `src`, and says how large a browser's share of it is. The two sets of types differ only in how they name each other, because TypeScript reads a `.d.ts` of this
 * package as ESM.
 */
import { execFileSync } from "node:child_process";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Format, transform } from "esbuild";

const folder = import.meta.dirname;
const dist = join(folder, "dist");
/** Built apart and put in its place at once: two builds at a time, or somebody who reads meanwhile, see it whole. */
const made = join(folder, `.dist-${process.pid}`);
const types = join(made, "types");

const entries = { index: "src/index.ts", react: "src/react/index.ts" };
const formats: [Format, string][] = [
  ["esm", "js"],
  ["cjs", "cjs"],
];
for (const [name, source] of Object.entries(entries)) {
  for (const [format, extension] of formats) await bundle(source, format, `${name}.${extension}`);
  await tellSize(`${name}.js`);
}
emitTypes();
await nameTypes();
await putInPlace();

/** The two entries share no code but types, so that each stands alone. */
async function bundle(source: string, format: Format, file: string): Promise<void> {
  await build({
    entryPoints: [join(folder, source)],
    outfile: join(made, file),
    bundle: true,
    format,
    platform: "neutral",
    target: "es2022",
    jsx: "automatic",
    external: ["react", "react/jsx-runtime"],
    // What is below the provider runs in the browser too, whatever a framework makes of files without a word.
    banner: file.startsWith("react") ? { js: '"use client";' } : {},
    logLevel: "warning",
  });
}

async function tellSize(file: string): Promise<void> {
  const { code } = await transform(await readFile(join(made, file), "utf8"), { minify: true });
  process.stdout.write(`${file}: ${code.length} bytes minified, ${gzipSync(code).length} gzipped\n`);
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
  return text.replaceAll(/(["']\.{1,2}\/[^"']+)\.tsx?(["'])/g, `$1.${extension}$2`);
}

async function putInPlace(): Promise<void> {
  const before = `${made}-before`;
  await rename(dist, before).catch(unlessCode("ENOENT"));
  // Another build was quicker, and has made the same.
  await rename(made, dist).catch(unlessCode("ENOTEMPTY", "EEXIST"));
  for (const rest of [before, made]) await rm(rest, { recursive: true, force: true });
}

function unlessCode(...codes: string[]) {
  return (error: NodeJS.ErrnoException) => {
    if (!codes.includes(error.code ?? "")) throw error;
  };
}

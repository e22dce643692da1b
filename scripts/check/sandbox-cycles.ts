/** Circles of imports in the sandbox that stay when types are gone: those decide in which order modules run. */
import { build, type Metafile } from "esbuild";
import { projectRoot } from "../local/paths.ts";

const { metafile } = await build({
  absWorkingDir: projectRoot,
  entryPoints: ["sandbox/stripe/start-stripe-sandbox.ts", "sandbox/clerk/start-clerk-sandbox.ts"],
  bundle: true,
  write: false,
  outdir: "unused",
  metafile: true,
  format: "esm",
  platform: "node",
  packages: "external",
});

const circles = circlesIn(metafile);
if (circles.length > 0) {
  console.error(circles.map((circle) => circle.join("\n  -> ")).join("\n"));
  process.exit(1);
}

/** One circle for each import that closes one. */
function circlesIn({ inputs }: Metafile): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]) => {
    const start = way.indexOf(path);
    if (start >= 0) found.push([...way.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    for (const next of inputs[path]?.imports ?? []) {
      if (!next.external) visit(next.path, [...way, path]);
    }
    done.add(path);
  };
  for (const path of Object.keys(inputs)) visit(path, []);
  return found;
}

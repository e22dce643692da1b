/**
 * Builds the hosted pages where the deployment takes them from: one document, and what it loads under `/assets`, named
 * after its content.
 */
import { join } from "node:path";
import { build } from "vite";

/** @param target a directory; what was in it is gone */
export async function buildPages(target: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "warn",
    root: join(import.meta.dirname, "pages"),
    // The same pages whoever builds them: under a test runner React would be its development build.
    define: { "process.env.NODE_ENV": '"production"' },
    oxc: { jsx: { runtime: "automatic", development: false } },
    build: {
      outDir: target,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      // The policy of the pages allows no script inside the document, and every browser that runs them preloads.
      modulePreload: { polyfill: false },
    },
  });
}

if (import.meta.main) await buildPages(join(import.meta.dirname, "dist/pages"));

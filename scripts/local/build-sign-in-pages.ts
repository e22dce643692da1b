/** The hosted sign-in's built pages, as its Worker serves them. */
import { keepBuild } from "./keep-build.ts";

const sources = ["end-user-auth/pages", "end-user-auth/build-pages.ts", "packages/contract/src", "package-lock.json"];

/** @returns the directory with the files */
export function buildSignInPages(): Promise<string> {
  return keepBuild({
    name: "dream-sign-in-pages",
    sources,
    async build(directory) {
      // Vite takes a moment to load, and is wanted for what changed only.
      const { buildPages } = await import("../../end-user-auth/build-pages.ts");
      await buildPages(directory);
    },
  });
}

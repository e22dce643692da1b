/** The examples of the SDK's README, by the heading they stand under. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../scripts/local/paths.ts";

/** Those that take a browser: a test in Chromium runs them. */
export const inBrowser = ["Sign people in, in a browser", "React"];

/** A second one of a heading is called `…, again`. */
export function readExamples(): ReadonlyMap<string, string> {
  const readme = readFileSync(join(projectRoot, "packages/client/README.md"), "utf8");
  const examples = new Map<string, string>();
  let heading = "";
  for (const [, title, code] of readme.matchAll(/^#{1,3} ([^\n]+)$|^```tsx?\n(.*?)^```$/gms)) {
    if (title) heading = title;
    else if (code) examples.set(examples.has(heading) ? `${heading}, again` : heading, code);
  }
  return examples;
}

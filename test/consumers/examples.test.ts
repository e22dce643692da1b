/** The examples' own READMEs show every line of dream-api that the examples have, and five for a feature at most. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/local/paths.ts";

const ofDreamApi =
  /["']dream-api|(?<!-)\bapi\.|\bshop\.(?!js)|new DreamAPI|\buse(User|Usage)\(|\btrack\(|\buse\.|<(DreamProvider|SignedIn|SignedOut|PricingTable|Gate)\b/;

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("//"));
}

const examples = ["saas/src", "store/public"].map((folder) => {
  const path = join(projectRoot, "examples", folder);
  const sources = readdirSync(path).filter((file) => /\.(js|tsx?)$/.test(file));
  const readme = readFileSync(join(path, "../README.md"), "utf8");
  return {
    name: folder.split("/")[0] ?? "",
    lines: sources.flatMap((file) => linesOf(readFileSync(join(path, file), "utf8"))),
    blocks: [...readme.matchAll(/^```(?:js|tsx?)\n(.*?)^```$/gms)].map(([, code = ""]) => linesOf(code)),
  };
});

describe.each(examples)("the README of $name", ({ lines, blocks }) => {
  it("shows lines as they stand in the source", () => {
    expect(blocks.flat().filter((line) => !lines.includes(line))).toEqual([]);
  });

  it("shows every line in which dream-api is used", () => {
    const used = lines.filter((line) => ofDreamApi.test(line));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((line) => !blocks.flat().includes(line))).toEqual([]);
  });

  it("needs five of them for a feature at most", () => {
    expect(Math.max(...blocks.map((block) => block.length))).toBeLessThanOrEqual(5);
  });
});

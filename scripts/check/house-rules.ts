/**
 * Rules that no off-the-shelf linter knows: where SQL may stand, who may look at the clock, how long a file may grow
 * and what a file may not be called.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "../local/paths.ts";

interface Rule {
  readonly says: string;
  readonly applies: (path: string) => boolean;
  readonly breaks: RegExp;
}

const isSource = (path: string) => /^(packages\/[^/]+|[a-z-]+)\/src\//.test(path);
const isTest = (path: string) => path.endsWith(".test.ts");

const rules: Rule[] = [
  {
    says: "SQL stands in packages/storage only",
    applies: (path) => isSource(path) && !path.startsWith("packages/storage/"),
    breaks: /\b(SELECT\s+[\w*].*\bFROM|INSERT INTO|DELETE FROM|UPDATE\s+\w+\s+SET)\b/,
  },
  {
    says: "a rule takes its time from deps.clock and its randomness as an argument",
    applies: (path) => path.startsWith("packages/domain/src/"),
    breaks: /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/,
  },
  {
    says: "production source does not know the lab or the sandbox",
    applies: isSource,
    breaks: /\b(sandbox|scripts\/local|LabMeter)\b/,
  },
  {
    says: "a route is made from an endpoint of the contract, with apiRoute or openRoute",
    applies: (path) => /^[a-z-]+\/src\//.test(path),
    breaks: /\bapp\.(get|post|put|patch|delete|all|on|use|route)\(/,
  },
  {
    says: "no module mocks, no skipped or focused tests",
    applies: isTest,
    breaks: /\bvi\.mock\(|\b(it|test|describe)\.(skip|only|todo|skipIf|runIf)\b/,
  },
  {
    says: "no escape from the types",
    applies: (path) => path.endsWith(".ts"),
    breaks: /@ts-(ignore|nocheck|expect-error)|\bas any\b/,
  },
  {
    says: "the project stands alone",
    applies: () => true,
    breaks: /\.\.\/shared\/(facts|design|api|style)/,
  },
];

const drawerNames = /^(utils?|helpers?|common|misc|shared|manager|.*-v\d+)\.ts$/;
const longestFileLines = 250;

const self = "scripts/check/house-rules.ts";
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: projectRoot })
  .toString()
  .split("\n")
  .filter((path) => /\.(ts|tsx|cjs|mjs)$/.test(path) && path !== self && existsSync(join(projectRoot, path)));

const broken = files.flatMap((path) => {
  const lines = readFileSync(join(projectRoot, path), "utf8").trimEnd().split("\n");
  const found = rules
    .filter(({ applies }) => applies(path))
    .flatMap(({ says, breaks }) =>
      lines.flatMap((line, index) => (breaks.test(line) ? [`${path}:${index + 1}: ${says}: ${line.trim()}`] : [])),
    );
  if (drawerNames.test(basename(path))) found.push(`${path}: a file is called after the one thing in it`);
  if (lines.length > longestFileLines && !isTest(path) && !path.includes("/generated/")) {
    found.push(`${path}: ${lines.length} lines; past ${longestFileLines} there is a second thing inside`);
  }
  return found;
});

if (broken.length > 0) {
  console.error(broken.join("\n"));
  process.exit(1);
}

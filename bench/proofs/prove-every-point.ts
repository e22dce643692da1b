/**
 * Runs tests that look at a sample in `npm test` over everything: each use case dies or loses an answer at every call
 * that it makes, in every way, and random histories are longer in number.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectThat, type ProofFigures } from "./proof.ts";

const vitest = new URL("../../node_modules/vitest/vitest.mjs", import.meta.url).pathname;

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly failureMessages: readonly string[] }[];
  }[];
}

/**
 * @param files of tests, with `EVERY_POINT=1`
 * @param histories how many random ones each property is held against; absent leaves those of `npm test`
 */
export async function proveEveryPoint(files: readonly string[], histories?: number): Promise<ProofFigures> {
  const directory = mkdtempSync(join(tmpdir(), "dream-api-proof-"));
  const outputFile = join(directory, "report.json");
  const env = {
    ...process.env,
    EVERY_POINT: "1",
    ...(histories === undefined ? {} : { PROPERTY_RUNS: String(histories) }),
  };
  const options = ["--reporter=json", `--outputFile=${outputFile}`, `--testTimeout=${60 * 60_000}`];
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(process.execPath, [vitest, "run", "--project", "world", ...options, ...files], {
        env,
        stdio: "ignore",
      });
      child.on("error", reject);
      child.on("close", () => resolve());
    });
    const report = JSON.parse(readFileSync(outputFile, "utf8")) as Report;
    const failures = report.testResults.flatMap(({ message, assertionResults }) => [
      ...(message ? [message] : []),
      ...assertionResults.flatMap(({ fullName, failureMessages: [first] }) => (first ? [`${fullName}: ${first}`] : [])),
    ]);
    expectThat(failures.length === 0 && report.numPassedTests > 0, failures.join("\n").slice(0, 4000));
    return { calls: report.numPassedTests, details: `as many tests, of ${files.join(", ")}` };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The end of a test's visits: says whether their pages misbehaved and keeps what is needed to see why. */
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { answerInTime } from "./answer-in-time.ts";
import { screenshotFolder, takeScreenshot } from "./take-screenshot.ts";
import type { Visit } from "./visit.ts";

export interface Conclusion {
  readonly testName: string;
  readonly hasFailed: boolean;
}

/**
 * Ends the visits. @returns what to fail the test with: the problems nobody expected, and where screenshot, HTML and
 * console log are; undefined when all was well
 */
export async function concludeVisits(
  visits: readonly Visit[],
  { testName, hasFailed }: Conclusion,
): Promise<string | undefined> {
  const complaints: string[] = [];
  for (const [index, visit] of visits.entries()) {
    const problems = await visit.takeProblems();
    if (hasFailed || problems.length > 0) {
      const name = index === 0 ? fileNameOf(testName) : `${fileNameOf(testName)}-${index + 1}`;
      complaints.push(
        ...problems.map(({ kind, message }) => `${kind}: ${message}`),
        `The page as it was: ${await keepEvidence(visit, name)} (and .html, .log)`,
      );
    }
    await visit.end();
  }
  return complaints.length > 0 ? complaints.join("\n") : undefined;
}

async function keepEvidence(visit: Visit, name: string): Promise<string> {
  await mkdir(screenshotFolder, { recursive: true });
  const path = join(screenshotFolder, name);
  await writeFile(`${path}.log`, visit.consoleLog.map((line) => `${line}\n`).join(""));
  try {
    await writeFile(`${path}.html`, await answerInTime(visit.page.content(), 3));
    return relative(process.cwd(), await answerInTime(takeScreenshot(visit, name), 15));
  } catch (error) {
    return `not to be had, ${String(error).split("\n")[0]}`;
  }
}

function fileNameOf(testName: string): string {
  return testName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 120);
}

/** What keeps somebody from using a page: what axe finds wrong, and text whose contrast it can't tell. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** @returns `rule: where: what to do`, empty when all is well */
export async function findBarriers(page: Page): Promise<string[]> {
  // What still fades in has less contrast than it will have; a caret blinks for ever.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.all(ending.map(({ finished }) => finished.catch(() => null)));
  });
  await page.evaluate(axe);
  const { violations, incomplete } = await page.evaluate<{ violations: Finding[]; incomplete: Finding[] }>(
    "axe.run().then(({ violations, incomplete }) => ({ violations, incomplete }))",
  );
  const untold = incomplete.filter(({ id }) => id === "color-contrast");
  return [...violations, ...untold].flatMap(({ id, nodes }) =>
    nodes.filter(isNoTrick).map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

/** Clerk types codes into a field that can't be seen and shows them in boxes; a dialog covers what is under it. */
function isNoTrick({ failureSummary = "" }: Finding["nodes"][number]): boolean {
  return !/has a 1:1 contrast ratio|overlapped by another element/.test(failureSummary);
}

/** What keeps somebody from using a page: somebody with a screen reader, a keyboard or weak eyes. */
import axe from "axe-core";
import type { Page } from "playwright-core";

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

export interface BarrierOptions {
  /** Selectors of what is not ours. */
  readonly exclude?: readonly string[];
  /** Whether text counts whose contrast axe can't tell, as on a picture. */
  readonly isUntoldContrastWrong?: boolean;
}

/** @returns `rule: where: what to do`, empty when all is well */
export async function findBarriers(page: Page, options: BarrierOptions = {}): Promise<string[]> {
  const { exclude = [], isUntoldContrastWrong = false } = options;
  // What still fades in has less contrast than it will have; a caret blinks for ever.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.all(ending.map(({ finished }) => finished.catch(() => null)));
  });
  await page.evaluate(axe.source);
  const scope = JSON.stringify({ exclude: exclude.map((selector) => [selector]) });
  const { violations, incomplete } = await page.evaluate<{ violations: Finding[]; incomplete: Finding[] }>(
    `axe.run(${exclude.length > 0 ? scope : "document"}).then(({ violations, incomplete }) => ({ violations, incomplete }))`,
  );
  const untold = isUntoldContrastWrong ? incomplete.filter(({ id }) => id === "color-contrast") : [];
  return [...violations, ...untold].flatMap(({ id, nodes }) =>
    nodes.filter(isNoTrick).map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

/** Clerk types codes into a field that can't be seen and shows them in boxes; a dialog covers what is under it. */
function isNoTrick({ failureSummary = "" }: Finding["nodes"][number]): boolean {
  return !/has a 1:1 contrast ratio|overlapped by another element/.test(failureSummary);
}

/** Waiting for something on a page whose policy forbids `eval`, which Playwright's own waiting takes. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Asks until it is so; a page that is being left does not answer, and is asked again. */
export async function waitUntil(page: Page, isSo: () => unknown): Promise<void> {
  const ask = () => page.evaluate(isSo).then(Boolean, () => false);
  await expect.poll(ask, { timeout: 15_000, message: `${isSo}` }).toBe(true);
}

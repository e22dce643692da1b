/** A screenshot of a whole page, also of what is below the fold, under test/browser/screenshots. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Visit } from "./visit.ts";

export const screenshotFolder = join(import.meta.dirname, "../screenshots");

const attempts = 5;

/** @returns the file's path. @throws when the page is closed or has crashed */
export async function takeScreenshot({ page, hasJavaScript }: Visit, name: string): Promise<string> {
  await mkdir(screenshotFolder, { recursive: true });
  const path = join(screenshotFolder, `${name}.png`);
  // "Unable to capture screenshot" is what Chromium says now and then of a page it has not painted yet, most of all
  // with other pages open. Without scripts there are no frames to wait for.
  if (hasJavaScript) {
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  }
  await capture(page, path, attempts);
  return path;
}

async function capture(page: Page, path: string, attemptsLeft: number): Promise<void> {
  try {
    await page.bringToFront();
    await page.screenshot({ path, fullPage: true });
  } catch (error) {
    if (attemptsLeft === 1 || page.isClosed()) throw error;
    await capture(page, path, attemptsLeft - 1);
  }
}

/**
 * Chromium for a test file. A test opens pages as somebody new each time; it fails when one of them logs an error,
 * throws, loses a request, breaks its security policy or asks for anything outside this machine.
 */
import { basename } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { concludeVisits } from "./conclude-visits.ts";
import { launchChromium } from "./launch-chromium.ts";
import { startVisit, type Visit, type VisitOptions } from "./visit.ts";

export interface TestBrowser {
  openPage(url: string, options?: VisitOptions): Promise<Visit>;
}

/** Starts Chromium before the tests of a file and ends it after them. */
export function useBrowser(): TestBrowser {
  let chromium: Browser | undefined;
  let visits: Visit[] = [];
  beforeAll(async () => {
    chromium = await launchChromium();
  });
  afterEach(async ({ task }) => {
    const ended = visits;
    visits = [];
    const testName = `${basename(task.file.name, ".test.ts")} ${task.fullTestName}`;
    const complaint = await concludeVisits(ended, { testName, hasFailed: task.result?.state === "fail" });
    if (complaint) throw new Error(complaint);
  });
  afterAll(async () => {
    await chromium?.close();
  });
  return {
    async openPage(url, options) {
      if (!chromium) throw new Error("The browser is only there inside tests");
      const visit = await startVisit(chromium, options);
      visits.push(visit);
      await visit.page.goto(url);
      return visit;
    },
  };
}

/**
 * Chromium for a test file. A test opens pages as somebody new, unless it says otherwise; it fails when one of them logs an error,
 * throws, loses a request, breaks its security policy or asks for anything outside this machine.
 */
import { basename } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { concludeVisits } from "./conclude-visits.ts";
import { launchChromium } from "./launch-chromium.ts";
import { openProfile, type Profile, startVisit, type Visit, type VisitOptions, visitAs } from "./visit.ts";

export interface TestBrowser {
  openPage(url: string, options?: VisitOptions): Promise<Visit>;
  /**
   * As somebody who was here before and has fetched most of it already: who comes with the same options to the same
   * file of tests is the same person. For many pages that are only looked at.
   */
  openPageAgain(url: string, options?: VisitOptions): Promise<Visit>;
}

/** Starts Chromium before the tests of a file and ends it after them. */
export function useBrowser(): TestBrowser {
  let chromium: Browser | undefined;
  let visits: Visit[] = [];
  const profiles = new Map<string, Promise<Profile>>();
  const running = (): Browser => {
    if (!chromium) throw new Error("The browser is only there inside tests");
    return chromium;
  };
  const goTo = async (url: string, visit: Visit) => {
    visits.push(visit);
    await visit.page.goto(url);
    return visit;
  };
  const profileFor = (options: VisitOptions) => {
    const name = JSON.stringify(options);
    const profile = profiles.get(name) ?? openProfile(running(), options);
    profiles.set(name, profile);
    return profile;
  };
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
    openPage: async (url, options) => goTo(url, await startVisit(running(), options)),
    openPageAgain: async (url, options = {}) => goTo(url, await visitAs(await profileFor(options))),
  };
}

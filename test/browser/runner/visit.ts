/** One person's visit to a page: a fresh profile, a screen and a light or dark system, watched for problems. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { answerInTime } from "./answer-in-time.ts";
import { type Problem, type Watch, watchProblems } from "./watch-problems.ts";

export interface VisitOptions {
  readonly colorScheme?: "light" | "dark";
  readonly screen?: "desktop" | "phone";
  readonly hasJavaScript?: boolean;
  /** Cookies and local storage to come with, as `page.context().storageState()` gave them: somebody signed in. */
  readonly storageState?: Exclude<BrowserContextOptions["storageState"], undefined>;
}

export interface Visit {
  readonly page: Page;
  readonly hasJavaScript: boolean;
  readonly consoleLog: readonly string[];
  /** Hands over what went wrong so far. What was taken was expected and no longer fails the test. */
  takeProblems(): Promise<Problem[]>;
  report(problem: Problem): void;
  end(): Promise<void>;
}

const screens = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const;

export async function startVisit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { colorScheme = "light", screen = "desktop", hasJavaScript = true, storageState } = options;
  const context = await browser.newContext({
    ...screens[screen],
    colorScheme,
    javaScriptEnabled: hasJavaScript,
    locale: "en-US",
    timezoneId: "UTC",
    ...(storageState === undefined ? {} : { storageState }),
  });
  context.setDefaultTimeout(15_000);
  const watch = await watchProblems(context);
  const page = await context.newPage();
  return {
    page,
    hasJavaScript,
    consoleLog: watch.consoleLog,
    takeProblems: () => takeProblems(context, watch),
    report: (problem) => watch.problems.push(problem),
    end: () => context.close(),
  };
}

/** An answer from each page comes after everything that the page reported before it. */
async function takeProblems(context: BrowserContext, watch: Watch): Promise<Problem[]> {
  await Promise.all(context.pages().map((page) => answerInTime(page.title(), 3).catch(() => undefined)));
  return watch.problems.splice(0);
}

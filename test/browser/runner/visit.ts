/** One person's visit to a page: a profile, a screen and a light or dark system, watched for problems. */
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

/** A browser's profile: what it keeps and has fetched, and what went wrong on its pages. */
export interface Profile {
  readonly context: BrowserContext;
  readonly watch: Watch;
  readonly hasJavaScript: boolean;
}

export async function openProfile(browser: Browser, options: VisitOptions = {}): Promise<Profile> {
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
  return { context, watch: await watchProblems(context), hasJavaScript };
}

/** Somebody new, whose profile ends with the visit. */
export async function startVisit(browser: Browser, options?: VisitOptions): Promise<Visit> {
  const profile = await openProfile(browser, options);
  const visit = await visitAs(profile);
  return { ...visit, end: () => profile.context.close() };
}

/** Another page of a profile that stays. */
export async function visitAs({ context, watch, hasJavaScript }: Profile): Promise<Visit> {
  const page = await context.newPage();
  return {
    page,
    hasJavaScript,
    consoleLog: watch.consoleLog,
    takeProblems: () => takeProblems(context, watch),
    report: (problem) => watch.problems.push(problem),
    end: () => page.close(),
  };
}

/** An answer from each page comes after everything that the page reported before it. */
async function takeProblems(context: BrowserContext, watch: Watch): Promise<Problem[]> {
  await Promise.all(context.pages().map((page) => answerInTime(page.title(), 3).catch(() => undefined)));
  return watch.problems.splice(0);
}

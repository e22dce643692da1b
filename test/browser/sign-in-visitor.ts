/** The hosted pages, built, in a whole world with a developer's app beside it; and what a person does on them. */
import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { buildSignInPages } from "../../scripts/local/build-sign-in-pages.ts";
import { allowRedirects } from "../sign-in/sign-in-world.ts";
import { databaseOf } from "../world/hear.ts";
import { useWholeWorld, type WholeWorld } from "../world/whole-world.ts";
import { createProject, type TestProject } from "../world/world.ts";
import { choosePassword, codeFor, password, typeCode, typePassword } from "./clerk-visitor.ts";
import { type DeveloperApp, serveDeveloperApp } from "./serve-developer-app.ts";

const slug = "end-user-api-test";

export interface SignInPages {
  /** Read its fields inside tests only. */
  readonly world: WholeWorld;
  readonly app: DeveloperApp;
  /** Runs `action` while Clerk's clock is that much behind: sessions that begin meanwhile are older. */
  withClerkBehind<Result>(behindMs: number, action: () => Promise<Result>): Promise<Result>;
}

export function useSignInPages(): SignInPages {
  let clerkBehindMs = 0;
  const world = useWholeWorld({}, { clerkNow: () => Date.now() - clerkBehindMs }, async () => ({
    signInPages: await buildSignInPages(),
  }));
  let app: DeveloperApp | undefined;
  beforeAll(async () => {
    app = await serveDeveloperApp(() => world.urls.endUserAuth);
  });
  afterAll(async () => {
    await app?.stop();
  });
  return {
    world,
    get app() {
      if (!app) throw new Error("The app is only there inside tests");
      return app;
    },
    async withClerkBehind(behindMs, action) {
      clerkBehindMs = behindMs;
      return await action().finally(() => {
        clerkBehindMs = 0;
      });
    },
  };
}

export interface Branding {
  readonly name: string;
  readonly colour?: string;
  readonly logoUrl?: string;
}

/** A project that the app belongs to, as its developer has set it up. */
export async function registerApp({ world, app }: SignInPages, branding: Branding): Promise<TestProject> {
  const project = await createProject(world, { name: branding.name });
  await allowRedirects(world, project, [app.redirectUri]);
  const d1 = await databaseOf(world);
  await d1
    .prepare("UPDATE project_modes SET brand_colour = ?, brand_logo_url = ? WHERE project_id = ?")
    .bind(branding.colour ?? null, branding.logoUrl ?? null, project.projectId)
    .run();
  return project;
}

/** Where the app begins a sign-in. */
export function startUrl(
  { app }: SignInPages,
  { publishableKey }: TestProject,
  parameters: Record<string, string> = {},
): string {
  return `${app.url}/start?${new URLSearchParams({ client_id: publishableKey, ...parameters })}`;
}

export const newAddress = () => `person-${randomBytes(6).toString("hex")}@example.com`;

/** Somebody who has an account already. */
export function seedPerson({ world }: SignInPages): string {
  const address = newAddress();
  world.providers.clerk.seed(slug, [{ emailAddress: address, password, firstName: "Ada", lastName: "Lovelace" }]);
  return address;
}

/** On the page that signs up. */
export async function signUpAs(page: Page, { world }: SignInPages, address: string): Promise<void> {
  await page.locator("input[name=emailAddress]").fill(address);
  await choosePassword(page);
  await typeCode(page, () => codeFor(world.providers.clerk, slug, address));
}

/** On the page that signs in. */
export const signInAs = (page: Page, address: string) => typePassword(page, address, password);

export const allow = (page: Page) => page.getByRole("button", { name: "Allow", exact: true }).click();

/** What the app knows once the browser is back: a user, an error, or that nobody is signed in. */
export async function readApp(page: Page, { app }: SignInPages): Promise<Record<string, unknown>> {
  await page.waitForURL((url) => url.origin === app.url && url.pathname !== "/start" && url.pathname !== "/sign-out");
  const output = page.locator("output").filter({ hasText: /./ });
  return JSON.parse(await output.innerText());
}

/**
 * Every page of the dashboard on a desktop and a phone, light and dark: no barrier that axe knows, nothing that moves
 * while the page comes, nothing to scroll sideways. `npm run screenshots` is this, for its pictures.
 */
import { beforeAll, expect, test } from "vitest";
import { demoSaas, demoStore } from "../../scripts/local/demo-catalogue.ts";
import { openDashboard } from "../../scripts/local/demo-dashboard.ts";
import { type DashboardPage, dashboardPages } from "./dashboard-pages.ts";
import { type SignedIn, signInAtDashboard } from "./dashboard-visitor.ts";
import { useDashboard } from "./dashboard-world.ts";
import { findBarriers, readLayoutShift } from "./inspect-page.ts";
import { takeLooks } from "./runner/take-looks.ts";
import { useBrowser } from "./runner/use-browser.ts";
import type { VisitOptions } from "./runner/visit.ts";

const world = useDashboard();
const browser = useBrowser();

const address = "demo@example.com";
/** What browsers call good is below 0.1; most pages have none at all. */
const mostLayoutShift = 0.02;

let storageState: SignedIn;
const projects = { saas: "", store: "" };

beforeAll(async () => {
  storageState = await signInAtDashboard(browser, world, address);
  const dashboard = openDashboard(world.urls, world.providers, address);
  await dashboard.connectStripe("Demo developer");
  projects.saas = (await dashboard.createProject(demoSaas)).projectId;
  projects.store = (await dashboard.createProject(demoStore)).projectId;
});

async function open({ path, isPublic, project = "saas", ready }: DashboardPage, look: VisitOptions) {
  const url = new URL(path, world.providers.dashboardUrl);
  if (!isPublic) url.searchParams.set("project", projects[project]);
  const visit = await browser.openPage(url.href, isPublic ? look : { ...look, storageState });
  const { page } = visit;
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  await ready?.(page);
  await page.waitForLoadState("networkidle");
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  return visit;
}

test.each(dashboardPages)("$name", async (dashboardPage) => {
  const barriers: string[] = [];
  const shifts: number[] = [];
  await takeLooks({
    name: `dashboard-${dashboardPage.name}`,
    async open(look) {
      const visit = await open(dashboardPage, look);
      // Each screen once and each theme once says what all four would.
      if ((look.screen === "phone") === (look.colorScheme === "dark")) {
        barriers.push(...(await findBarriers(visit.page)));
      }
      shifts.push(await readLayoutShift(visit.page));
      return visit;
    },
  });
  expect(barriers).toEqual([]);
  expect(Math.max(...shifts)).toBeLessThan(mostLayoutShift);
});

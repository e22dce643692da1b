/**
 * Every page of the dashboard on a desktop and a phone, light and dark: no barrier that axe knows, nothing that moves
 * while the page comes, nothing to scroll sideways. `npm run screenshots` is this, for its pictures.
 */
import { beforeAll, expect, test, vi } from "vitest";
import { demoSaas, demoStore } from "../../scripts/local/demo-catalogue.ts";
import { openDashboard } from "../../scripts/local/demo-dashboard.ts";
import { type DashboardPage, dashboardPages } from "./dashboard-pages.ts";
import { type SignedIn, signInAtDashboard } from "./dashboard-visitor.ts";
import { useDashboard } from "./dashboard-world.ts";
import { findBarriers } from "./runner/find-barriers.ts";
import { findLayoutShifts } from "./runner/find-layout-shifts.ts";
import { takeLooks } from "./runner/take-looks.ts";
import { useBrowser } from "./runner/use-browser.ts";
import type { VisitOptions } from "./runner/visit.ts";

const world = useDashboard();
const browser = useBrowser();

const clerksOwn = [".cl-rootBox", ".cl-modalBackdrop"];
const address = "demo@example.com";

let storageState: SignedIn;
const projects = { saas: "", store: "" };

beforeAll(async () => {
  storageState = await signInAtDashboard(browser, world, address);
  const dashboard = openDashboard(world.urls, world.providers, address);
  await dashboard.connectStripe("Demo developer");
  const [saas, store] = [await dashboard.createProject(demoSaas), await dashboard.createProject(demoStore)];
  projects.saas = saas.projectId;
  projects.store = store.projectId;
  await liveADay(saas.secretKey, store.secretKey);
  const tenant = { projectId: saas.projectId, mode: "test" } as const;
  await vi.waitUntil(async () => (await world.lab.endUserIds(tenant)).length === people.length, { timeout: 15_000 });
});

const people = ["ada", "grace", "alan", "edsger", "barbara", "donald"];

/** Customers who use something, and carts that nobody has paid yet: so that tables and charts have something in them. */
async function liveADay(saasKey: string, storeKey: string): Promise<void> {
  const post = async (secretKey: string, path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(world.apiUrl + path, {
      method: "POST",
      headers: { Authorization: `Bearer ${secretKey}`, ...headers },
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
  };
  for (const [index, id] of people.entries()) {
    if (index < 3) await post(saasKey, "/api/customers", { id, email: `${id}@example.com`, name: id });
    await post(saasKey, "/api/data", { amount: 5 * index + 1 }, { "X-User-Id": id });
  }
  for (const quantity of [1, 2]) {
    await post(storeKey, "/api/cart/checkout", {
      items: [{ product: "mug", quantity }],
      successUrl: "https://example.com/thanks",
      cancelUrl: "https://example.com/cart",
    });
  }
}

async function open({ path, isPublic, project = "saas", ready }: DashboardPage, look: VisitOptions) {
  const url = new URL(path, world.providers.dashboardUrl);
  if (!isPublic) url.searchParams.set("project", projects[project]);
  const visit = await browser.openPageAgain(url.href, isPublic ? look : { ...look, storageState });
  const { page } = visit;
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  await ready?.(page);
  await page.waitForLoadState("networkidle");
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  return visit;
}

test.each(dashboardPages)("$name", async (dashboardPage) => {
  const barriers: string[] = [];
  const shifts: string[] = [];
  await takeLooks({
    name: `dashboard-${dashboardPage.name}`,
    async open(look) {
      const visit = await open(dashboardPage, look);
      barriers.push(...(await findBarriers(visit.page, { exclude: clerksOwn })));
      shifts.push(...(await findLayoutShifts(visit.page)));
      return visit;
    },
  });
  expect(barriers).toEqual([]);
  expect(shifts).toEqual([]);
});

/** How the pages look. */
import { test } from "vitest";
import { demoSaas } from "../../scripts/local/demo-catalogue.ts";
import { openDashboard } from "../../scripts/local/demo-dashboard.ts";
import { signInAtDashboard } from "./dashboard-visitor.ts";
import { useDashboard } from "./dashboard-world.ts";
import { takeLooks } from "./runner/take-looks.ts";
import { useBrowser } from "./runner/use-browser.ts";

const world = useDashboard();
const browser = useBrowser();
const at = (path: string) => world.providers.dashboardUrl + path;

test("public pages", async () => {
  await takeLooks({
    name: "dash-landing",
    open: async (look) => {
      const visit = await browser.openPage(at("/"), look);
      await visit.page.getByText("answered you in").waitFor();
      return visit;
    },
  });
});

test("shell", async () => {
  const storageState = await signInAtDashboard(browser, world, "demo@example.com");
  const dash = openDashboard(world.urls, world.providers, "demo@example.com");
  await dash.createProject(demoSaas);
  await takeLooks({
    name: "dash-shell",
    open: async (look) => {
      const visit = await browser.openPage(at("/customers"), { ...look, storageState });
      await visit.page.getByRole("heading", { level: 1 }).waitFor();
      return visit;
    },
  });
});

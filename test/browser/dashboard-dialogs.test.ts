/** Dialogs, drawers and menus of the dashboard while they are open: no barrier that axe knows, nothing too wide. */
import { expect, test } from "vitest";
import { demoSaas, demoStore } from "../../scripts/local/demo-catalogue.ts";
import { hearAll } from "../world/hear.ts";
import { call } from "../world/world.ts";
import { payAtCheckout, useConsole } from "./dashboard-console.ts";
import { dialogPages, payer } from "./dashboard-dialogs.ts";
import { findBarriers } from "./runner/find-barriers.ts";
import { takeLooks } from "./runner/take-looks.ts";
import { takeScreenshot } from "./runner/take-screenshot.ts";
import type { Visit, VisitOptions } from "./runner/visit.ts";

const projects = { saas: "", store: "" };
const { world, browser, open } = useConsole(async (dashboard) => {
  await dashboard.connectStripe("Developer");
  const [saas, store] = [await dashboard.createProject(demoSaas), await dashboard.createProject(demoStore)];
  Object.assign(projects, { saas: saas.projectId, store: store.projectId });
  await pay("/api/create-checkout", { secretKey: saas.secretKey, userId: payer.id, body: { tier: "pro" } });
  const body = { items: [{ product: "mug", quantity: 2 }] };
  await pay("/api/cart/checkout", { secretKey: store.secretKey, body });
  await hearAll(world);
});

async function pay(path: string, request: Parameters<typeof call>[2]): Promise<void> {
  const { json } = await call(world, path, request);
  const { page } = await browser.openPage(json.url);
  await payAtCheckout(page, payer.email);
  await page.waitForURL((url) => url.href !== json.url);
}

/** What is under a dialog is looked at where it stands open. */
const exclude = ["#root"];

test.each(dialogPages)("over $path of the $project", async ({ path, project, steps }) => {
  const barriers: string[] = [];
  const visits = new Map<string, Promise<Visit>>();
  const visitIn = (look: VisitOptions): Promise<Visit> => {
    const key = JSON.stringify(look);
    const visit = visits.get(key) ?? open(`${path}?project=${projects[project]}`, look);
    visits.set(key, visit);
    return visit;
  };
  for (const step of steps) {
    await takeLooks({
      name: `dialog-${step.name}`,
      async open(look) {
        const visit = await visitIn(look);
        await step.open(visit.page);
        barriers.push(...(await findBarriers(visit.page, { exclude })).map((barrier) => `${step.name}: ${barrier}`));
        return visit;
      },
    });
  }
  expect(barriers).toEqual([]);
});

/** A menu belongs to its button; axe wants all that is on a page in some landmark. */
const isNoMenu = (barrier: string) => !barrier.startsWith("region: div[data-radix-popper-content-wrapper");

test("the menu on a phone, and the menus in it", async () => {
  const visit = await open(`/customers?project=${projects.saas}`, { screen: "phone", colorScheme: "dark" });
  const { page } = visit;
  await page.getByRole("button", { name: "Open the menu" }).click();
  const sidebar = page.getByRole("dialog", { name: "Menu" });
  await sidebar.getByRole("link", { name: "Customers" }).waitFor();
  expect(await findBarriers(page, { exclude })).toEqual([]);
  await takeScreenshot(visit, "dialog-menu-phone-dark");
  for (const name of ["Your menu", "Demo SaaS"]) {
    await sidebar.getByRole("button", { name }).click();
    await page.getByRole("menu").waitFor();
    expect((await findBarriers(page, { exclude })).filter(isNoMenu)).toEqual([]);
    await takeScreenshot(visit, `dialog-menu-${name === "Your menu" ? "person" : "projects"}-phone-dark`);
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
  }
});

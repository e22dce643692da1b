/** Dialogs, drawers and menus of the dashboard while they are open: no barrier that axe knows, nothing too wide. */
import { expect, test } from "vitest";
import { demoSaas, demoStore } from "../../scripts/local/demo-catalogue.ts";
import { hearAll } from "../world/hear.ts";
import { call } from "../world/world.ts";
import { payAtCheckout, useConsole } from "./dashboard-console.ts";
import { type DialogPage, dialogPages, payer } from "./dashboard-dialogs.ts";
import { findBarriers } from "./runner/find-barriers.ts";
import { takeLooks } from "./runner/take-looks.ts";
import type { Visit, VisitOptions } from "./runner/visit.ts";

const projects = { saas: "", store: "" };
const { world, browser, openAgain } = useConsole(async (dashboard) => {
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

/** A menu belongs to its button and is no page: axe asks what is left of one for a heading and landmarks. */
const isOfPage = (barrier: string) => /^(region|landmark-one-main|page-has-heading-one): /.test(barrier);

/** What is under a dialog is looked at where it stands open. */
const exclude = ["#root"];

async function findBarriersOver({ path, project, steps }: DialogPage): Promise<string[]> {
  const barriers: string[] = [];
  const visits = new Map<string, Promise<Visit>>();
  const visitIn = (look: VisitOptions): Promise<Visit> => {
    const key = JSON.stringify(look);
    const visit = visits.get(key) ?? openAgain(`${path}?project=${projects[project]}`, look);
    visits.set(key, visit);
    return visit;
  };
  for (const step of steps) {
    await takeLooks({
      name: `dialog-${step.name}`,
      async open(look) {
        const visit = await visitIn(look);
        await step.open(visit.page);
        const found = (await findBarriers(visit.page, { exclude })).filter((barrier) => !isOfPage(barrier));
        barriers.push(...found.map((barrier) => `${step.name}: ${barrier}`));
        return visit;
      },
    });
  }
  return barriers;
}

test.each(dialogPages)(
  "over $path of the $project",
  async (page) => {
    expect(await findBarriersOver(page)).toEqual([]);
  },
  120_000,
);

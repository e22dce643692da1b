/** How much of Stripe a sync looks at: what may have changed, and what a run before it did not get to. */
import { changeTier, editCatalogue } from "@dream-api/domain";
import { afterEach, expect, test } from "vitest";
import { interrupt } from "./interrupt.ts";
import { look } from "./look.ts";
import { product, type SyncProject, tier, useSync } from "./use-sync.ts";

const world = useSync();
afterEach(() => world.stripe.clearFaults());
const actor = { name: "developer", requestId: null } as const;

/** Edits an amount, and tells which calls to Stripe that took. */
async function setAmount(project: SyncProject, name: string, unitAmount: number): Promise<string[]> {
  const watched = interrupt(project.deps, null);
  const deps = { ...project.deps, ...watched };
  await editCatalogue(project.scope, actor, (catalogue) => changeTier(catalogue, name, { unitAmount }), deps);
  return watched.calls;
}

const newPrice = ["createPrice", "changeProduct", "archivePrice"];
const amounts = async (project: SyncProject) =>
  (await look(world, project)).products.map(({ prices }) => prices.map(({ amount }) => amount));

test("an edit of what is in line looks at what was edited only", async () => {
  const project = await world.newProject({ tiers: [tier("a", 100), tier("b", 200), tier("c", 300)] });
  await project.sync();
  expect(await setAmount(project, "b", 250)).toEqual(["readProducts", "listPrices", ...newPrice]);
  expect(await setAmount(project, "c", 350)).toEqual(["readProducts", "listPrices", ...newPrice]);
  expect(await amounts(project)).toEqual([[100], [250], [350]]);
});

test("after an edit that Stripe did not follow the next one looks at everything", async () => {
  const project = await world.newProject({ tiers: [tier("a", 100), tier("b", 200), tier("c", 300)] });
  await project.sync();
  world.stripe.addFault({ match: "POST /v1/prices", kind: "server_error", times: 1 });
  await setAmount(project, "a", 150);
  expect(project.reports).toHaveLength(1);
  const lists = ["listPrices", "listPrices", "listPrices"];
  expect(await setAmount(project, "b", 250)).toEqual(["readProducts", ...lists, ...newPrice, ...newPrice]);
  expect(await amounts(project)).toEqual([[150], [250], [300]]);
  // It was not sure that the failed call would not come late, so neither is the edit behind it.
  expect(await setAmount(project, "c", 350)).toEqual(["readProducts", ...lists, ...newPrice]);
});

test("on another account an edit looks at everything", async () => {
  const project = await world.newProject({ tiers: [tier("a", 100), tier("b", 200)] });
  await project.sync();
  const other = { ...project, account: world.stripe.newAccount() };
  await world.database.$client
    .prepare("UPDATE stripe_connections SET stripe_account_id = ? WHERE platform_id = ?")
    .bind(other.account, project.platformId)
    .run();
  await setAmount(project, "b", 250);
  expect(await amounts(other)).toEqual([[100], [250]]);
});

test("a catalogue that is too large for one run is gone on with where the one before ended", async () => {
  const names = Array.from({ length: 35 }, (_, index) => `item-${String(index).padStart(2, "0")}`);
  const project = await world.newProject({ products: names.map((name) => product(name, 100)) });
  await project.edit((catalogue) => ({ products: [...catalogue.products], audit: { action: "product.changed" } }));
  const looks: string[] = [];
  const slow = new Proxy(project.deps.stripeOf("test"), {
    get(target, name) {
      const method = Reflect.get(target, name) as (...input: unknown[]) => unknown;
      return (...input: unknown[]) => {
        project.wait(1000);
        if (name === "readProducts") looks.push(String((input[1] as string[])[0]).slice(-7));
        return method.apply(target, input);
      };
    },
  });
  for (let run = 0; run < 12; run += 1) await project.runCron({ stripeOf: () => slow });
  // A second look at a group ends what the time was over for; a group that is in line is not looked at again.
  const groups = ["item-00", "item-10", "item-20", "item-30"];
  expect([...new Set(looks)]).toEqual(groups);
  expect(looks).toEqual([...looks].sort());
  expect(looks.length).toBeLessThanOrEqual(9);
  const { products, allPrices } = await look(world, project);
  expect(products.map(({ prices }) => prices.length)).toEqual(names.map(() => 1));
  expect(allPrices).toBe(35);
  expect((await project.sync()).plan.every(({ action }) => action === "leave")).toBe(true);
});

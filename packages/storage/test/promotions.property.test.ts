import {
  addProduct,
  type Catalogue,
  type CatalogueProduct,
  changeProduct,
  DreamError,
  isSameContent,
  promote,
  removeProduct,
  type Scope,
} from "@dream-api/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { tenantCatalogueEditing } from "../src/index.ts";
import { now, useDatabase } from "./database.ts";
import { actor, liveOf, promotionBench } from "./promotion-bench.ts";

const world = useDatabase();
const { run, makeReady, dependencies, go, edit } = promotionBench(world);

const names = ["mug", "cap", "bag"] as const;
const name = fc.constantFrom(...names);
const unitAmount = fc.integer({ min: 1, max: 4 }).map((amount) => amount * 100);
const where = fc.constantFrom("test" as const, "live" as const);
const stock = fc.constantFrom(3, 8, null);

const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("add" as const), name, where, unitAmount, stock }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("change" as const), name, where, unitAmount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), name, where }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sell" as const), name }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("promote" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("roll back" as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;
type Act = Exclude<Command["do"], "promote" | "roll back">;

/** Null before the first promotion. */
const readLive = (scope: Scope) => tenantCatalogueEditing(world.database, now).read(liveOf(scope));
const readTest = async (scope: Scope) => (await tenantCatalogueEditing(world.database, now).read(scope)) as Catalogue;
const find = (catalogue: Catalogue | null, wanted: string) => catalogue?.products.find((item) => item.name === wanted);

async function editOne(scope: Scope, step: Extract<Command, { do: Act }>): Promise<void> {
  if (step.do === "sell") {
    await run(
      "UPDATE products SET stock = stock - 1 WHERE project_id = ? AND mode = 'live' AND name = ? AND stock > 0",
      scope.projectId,
      step.name,
    );
    return;
  }
  const target = step.where === "live" ? liveOf(scope) : scope;
  const details = { displayName: step.name, description: "", imageUrl: null, features: [], shippable: false };
  await edit(target, (catalogue, at) => {
    if (step.do === "add") return addProduct(catalogue, { ...details, ...pick(step) });
    if (step.do === "change") return changeProduct(catalogue, step.name, { unitAmount: step.unitAmount });
    return removeProduct(catalogue, step.name, at);
  });
}

function pick(step: { name: string; unitAmount: number; stock: number | null }) {
  return { name: step.name, unitAmount: step.unitAmount, stock: step.stock };
}

/** Stock that live had stays; what live alone has stays whole. */
function expectLeft(before: Catalogue | null, after: Catalogue, wanted: readonly CatalogueProduct[]): void {
  for (const item of before?.products ?? []) {
    const now = find(after, item.name);
    expect(now?.stock).toBe(item.stock);
    if (!wanted.some((other) => other.name === item.name)) expect(now).toEqual(item);
  }
}

async function promoteAndCheck(scope: Scope, stood: Catalogue[]): Promise<void> {
  const [before, wanted] = [await readLive(scope), await readTest(scope)];
  const { plan } = await go(scope);
  const last = stood.at(-1);
  // What changes nothing, neither live nor what is promoted, is no promotion of its own.
  const isChange = plan.change.tiers.length + plan.change.products.length > 0;
  if (!last || isChange || !isSameContent(last, wanted)) stood.push(wanted);
  const after = (await readLive(scope)) as Catalogue;
  expectLeft(before, after, wanted.products);
  for (const item of wanted.products) {
    const live = find(after, item.name);
    if (!live) expect([item.archivedAt !== null, find(before, item.name)]).toEqual([true, undefined]);
    else expect(isSameContent({ tiers: [], products: [item] }, { tiers: [], products: [live] })).toBe(true);
  }
  const again = await promote(scope, { what: "promotion", dryRun: true }, actor, dependencies());
  expect(again.plan.steps.every(({ action }) => action === "leave")).toBe(true);
  expect(again.plan.editedInLive).toEqual([]);
}

async function rollBackAndCheck(scope: Scope, stood: Catalogue[]): Promise<void> {
  const before = await readLive(scope);
  if (stood.length < 2) {
    await expect(go(scope, "rollback")).rejects.toMatchObject({ code: "not_promoted" });
    return;
  }
  await go(scope, "rollback");
  stood.pop();
  const wanted = stood.at(-1) as Catalogue;
  const after = (await readLive(scope)) as Catalogue;
  for (const item of before?.products ?? []) expect(find(after, item.name)?.stock).toBe(item.stock);
  for (const item of wanted.products.filter(({ archivedAt }) => archivedAt === null)) {
    const live = find(after, item.name) as CatalogueProduct;
    expect(isSameContent({ tiers: [], products: [item] }, { tiers: [], products: [live] })).toBe(true);
  }
}

test("whatever is edited, sold, promoted and rolled back in between, live is what was promoted and keeps its own", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 6, maxLength: 14 }), async (commands) => {
      const scope = await makeReady();
      await run("UPDATE projects SET type = 'store' WHERE project_id = ?", scope.projectId);
      /** What test was at each promotion that stands, oldest first. */
      const stood: Catalogue[] = [];
      for (const step of commands) {
        if (step.do === "roll back") await rollBackAndCheck(scope, stood);
        else if (step.do === "promote") await promoteAndCheck(scope, stood);
        else await editOne(scope, step).catch((error: unknown) => expect(error).toBeInstanceOf(DreamError));
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

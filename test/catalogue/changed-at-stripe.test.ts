/** What somebody changes of our products and prices in Stripe's own dashboard is put back, and the developer told. */
import { beforeAll, describe, expect, test } from "vitest";
import { databaseOf, hearAll } from "../world/hear.ts";
import { callAs, useWholeWorld } from "../world/whole-world.ts";
import {
  connectAccount,
  type Developer,
  type MadeProject,
  newDeveloper,
  newProject,
  pricesOn,
} from "./catalogue-world.ts";

const world = useWholeWorld();
let owner: Developer;
let account: string;
let project: MadeProject;

beforeAll(async () => {
  owner = await newDeveloper(world);
  account = await connectAccount(world, owner);
  project = await newProject(world, owner);
  await hearAll(world);
});

/** A call to Stripe by the account's owner. */
async function atStripe(path: string, form?: Record<string, string>) {
  const { url, sandbox } = world.providers.stripe;
  const response = await fetch(`${url}/v1/${path}`, {
    method: form ? "POST" : "GET",
    headers: {
      Authorization: `Bearer ${sandbox.accounts.platform.secretKey.test}`,
      "Stripe-Account": account,
    },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return response.json() as Promise<{ id: string; active: boolean; name: string; default_price: string }>;
}

const productId = () => `da_${project.projectId.slice(4)}_test_tier_pro`;
const product = () => atStripe(`products/${productId()}`);

/** All that Stripe has to tell is heard, and what is due is brought in line. */
async function settle() {
  await hearAll(world);
  await world.stack.runCrons();
  await hearAll(world);
}

async function countRows(query: string, ...values: string[]) {
  const d1 = await databaseOf(world);
  return d1
    .prepare(query)
    .bind(...values)
    .first<number>("n");
}

const readNotices = async () => (await callAs(world, owner, "frontAuth", "/notices")).json.data;

describe("a product of ours", () => {
  test("that was archived and renamed at Stripe is put back", async () => {
    await atStripe(`products/${productId()}`, { active: "false", name: "Mine now" });
    await settle();
    expect(await product()).toMatchObject({ active: true, name: "Pro" });
    expect(await readNotices()).toMatchObject([
      { kind: "catalogue_changed_at_stripe", projectId: project.projectId, detail: { kind: "tier", name: "pro" } },
    ]);
  });

  test("whose price was archived at Stripe gets another one", async () => {
    const [before] = await pricesOn(world, account);
    const other = await atStripe("prices", { product: productId(), currency: "usd", unit_amount: "1" });
    await atStripe(`products/${productId()}`, { default_price: other.id });
    await atStripe(`prices/${before?.id}`, { active: "false" });
    await settle();
    const current = (await pricesOn(world, account)).filter(({ amount }) => amount === 2900);
    expect(current).toHaveLength(1);
    expect((await product()).default_price).toBe(current[0]?.id);
  });
});

test("what we change ourselves asks for nothing", async () => {
  const recorded = () => countRows("SELECT count(*) AS n FROM inbox_events WHERE type = 'product.updated'");
  await settle();
  const before = await recorded();
  const tiers = [{ name: "team", displayName: "Team", unitAmount: 100, limit: 1 }];
  await newProject(world, owner, { name: "Another app", projectType: "saas", tiers });
  await settle();
  expect(await recorded()).toBe(before);
  expect(await countRows("SELECT count(*) AS n FROM dirty_objects")).toBe(0);
});

test("what is of no catalogue of ours is not even kept", async () => {
  const own = await atStripe("products", { name: "A product of their own" });
  await atStripe(`products/${own.id}`, { name: "Renamed" });
  const forged = await atStripe("products", { id: "da_0000000000000000_test_tier_pro", name: "Forged" });
  await atStripe(`products/${forged.id}`, { name: "Renamed" });
  await settle();
  const kept = "SELECT count(*) AS n FROM inbox_events WHERE type = 'product.updated' AND object_id = ?";
  expect(await countRows(kept, own.id)).toBe(0);
  expect(await countRows("SELECT count(*) AS n FROM dirty_objects WHERE object_id = ?", forged.id)).toBe(0);
  expect(await atStripe(`products/${forged.id}`)).toMatchObject({ name: "Renamed" });
});

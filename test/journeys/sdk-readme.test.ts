/** The examples of the SDK's README, each run as it stands there against the real Workers. */
import { beforeAll, describe, expect, it } from "vitest";
import DreamAPI from "../../packages/client/src/index.ts";
import { startOauthServer } from "../../packages/client/test/oauth-server.ts";
import { inBrowser, readExamples } from "../consumers/readme-examples.ts";
import { type Shop as Store, useStore } from "../store/use-store.ts";
import { openShop, type Shop } from "../subscriptions/subscription-world.ts";
import { createProject, freeTier } from "../world/world.ts";

const store = useStore();
const { world } = store;

const examples = readExamples();

const AsyncFunction = (async () => undefined).constructor as new (
  ...source: string[]
) => (...values: unknown[]) => Promise<unknown>;

const ran = new Set<string>();

/** Runs an example with what its reader would have at hand. @returns what it returned, or else `answer` of its names */
async function run(title: string, has: Record<string, unknown>, answer = ""): Promise<unknown> {
  ran.add(title);
  const code = (examples.get(title) ?? "").replaceAll(/^import .*$/gm, "");
  const example = new AsyncFunction(...Object.keys(has), `${code}\nreturn { ${answer} };`);
  return example(...Object.values(has));
}

/** The client that an example makes, told where the API of this test is. */
const clientAt = (key: string) =>
  class extends DreamAPI {
    constructor() {
      super(key, { baseUrl: world.apiUrl });
    }
  };

const api = (secretKey: string) => new DreamAPI(secretKey, { baseUrl: world.apiUrl });
const upgrade = () => "upgrade";

let saas: Shop;
let shop: Store;
beforeAll(async () => {
  saas = await openShop(world);
  shop = await store.newShop([{ name: "mug", stock: 25 }]);
});

describe("an example", () => {
  it.each([...examples].map(([title, code]) => [title, code.trimEnd()]))("of %s is five lines at most", (_, code) => {
    expect(code.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(5);
  });

  it("dream-api counts a use, and says when there are no more", async () => {
    const { secretKey } = await createProject(world, { tiers: [{ ...freeTier, limit: 1 }] });
    const has = { DreamAPI: clientAt(secretKey), userId: "alice", upgrade };
    expect(await run("dream-api", has, "use")).toMatchObject({ use: { allowed: true, usage: { count: 1 } } });
    expect(await run("dream-api", has, "use")).toBe("upgrade");
  });

  it("Count a use gives it back when the work fails", async () => {
    const has = { api: api(saas.secretKey), userId: "tracy", upgrade };
    await run("Count a use", { ...has, work: () => true });
    await run("Count a use", { ...has, work: () => false });
    expect(await has.api.checkUsage("tracy")).toMatchObject({ usage: { count: 5 } });
  });

  it("Subscribe leads to a checkout, and to the portal afterwards", async () => {
    const opened: string[] = [];
    const has = { api: api(saas.secretKey), userId: "sue", redirect: (url: string) => opened.push(url) };
    await run("Subscribe, and look after it", has);
    await saas.pay(String(opened[0]));
    expect(await saas.tierOf("sue")).toBe("pro");
    await run("Subscribe, and look after it, again", has);
    expect((await fetch(String(opened[1]))).status).toBe(200);
  });

  it("Customers makes, changes, shows and erases one", async () => {
    const shown: unknown[] = [];
    const has = { api: api(saas.secretKey), show: (...of: unknown[]) => shown.push(of) };
    expect(await run("Customers", has, "plan, usage")).toMatchObject({ plan: "pro", usage: { limit: 10_000 } });
    expect(shown).toContainEqual(["ada", expect.objectContaining({ plan: "pro" })]);
    await expect(has.api.customers.get("ada")).rejects.toMatchObject({ code: "not_found" });
  });

  it("Subscriptions previews, changes, cancels and resumes", async () => {
    await saas.subscribe("sam", "pro");
    const shown: unknown[] = [];
    const has = { api: api(saas.secretKey), userId: "sam", show: (...of: unknown[]) => shown.push(of) };
    const { amountDue, cancelAt } = (await run("Subscriptions", has, "amountDue, cancelAt")) as Record<string, unknown>;
    expect(amountDue).toBeGreaterThan(0);
    expect(cancelAt).toEqual(expect.any(String));
    expect(shown).toContainEqual(["max", amountDue]);
    expect(await has.api.customers.get("sam")).toMatchObject({ plan: "max", subscription: { cancelAt: null } });
  });

  it("A store sells to a browser", async () => {
    const shown: unknown[] = [];
    const has = { DreamAPI: clientAt(shop.publishableKey), show: (...of: unknown[]) => shown.push(of) };
    const sale = await run("A store, in a browser", has, "url, sessionId, status");
    expect(shown).toEqual([["mug", 25]]);
    expect(sale).toMatchObject({ status: "pending" });
    await shop.pay((sale as { sessionId: string }).sessionId);
    await store.settle();
  });

  it("Orders and stock gives money back and counts the mugs", async () => {
    const answer = await run("Orders and stock", { api: api(shop.secretKey) }, "stock, amountRefunded");
    // 25, two sold, one came back, ten more.
    expect(answer).toEqual({ stock: 34, amountRefunded: 1000 });
    expect(await shop.stockOf("mug")).toBe(40);
  });

  it("Dashboard shows the figures, replays events and writes a CSV", async () => {
    let csv = "";
    const pipe = async (stream: ReadableStream) => {
      csv = await new Response(stream).text();
    };
    const has = { api: api(saas.secretKey), pipe };
    const figures = await run("Dashboard", has, "mrr, active, lastCall");
    expect(figures).toMatchObject({ active: 2, mrr: 2900 + 9900, lastCall: { userId: "tracy" } });
    expect(csv).toContain("sue");
  });

  it("On your server, whose request is this counts for who signed in", async () => {
    const { secretKey, projectId } = await createProject(world);
    const server = await startOauthServer();
    const token = server.accessToken({ aud: `${projectId}:test`, sub: "alice" });
    const request = new Request("https://example.com/names", { headers: { Authorization: `Bearer ${token}` } });
    const client = new DreamAPI(secretKey, { baseUrl: world.apiUrl, authUrl: server.url });
    const answer = await run("On your server, whose request is this", { api: client, request }, "use");
    expect(answer).toMatchObject({ use: { allowed: true } });
    expect(await client.checkUsage("alice")).toMatchObject({ usage: { count: 1 } });
    await server.stop();
  });

  it("that nobody runs is none", () => {
    expect([...ran, ...inBrowser].sort()).toEqual([...examples.keys()].sort());
  });
});

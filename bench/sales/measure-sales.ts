/**
 * How fast sales go: webhooks taken in and worked off, checkouts of subscriptions and of carts. Every call goes to the
 * sandbox Stripe, which runs in this process together with the callers, so its share is told apart.
 */
import { connectAccount, newDeveloper, newProject, withKey } from "../../test/catalogue/catalogue-world.ts";
import { openShop, type Shop } from "../../test/subscriptions/subscription-world.ts";
import { databaseOf } from "../../test/world/hear.ts";
import { type StartedWorld, startWholeWorld } from "../../test/world/start-whole-world.ts";
import { type ApiAnswer, call } from "../../test/world/world.ts";
import { subscribeMany } from "../proofs/subscribe-many.ts";
import { type Workerd, watchWorkerd } from "../watch-workerd.ts";

export interface SalesFigures {
  readonly name: string;
  readonly done: number;
  readonly perSecond: number;
  /** Milliseconds of processor time for each; null where the system does not tell. */
  readonly workerdMs: number | null;
  /** The sandbox's and the callers' together. */
  readonly ownMs: number;
}

export interface SalesScale {
  readonly subscriptions: number;
  readonly checkouts: number;
}

const atOnce = 8;
const product = { name: "mug", displayName: "Mug", unitAmount: 1800, stock: 1_000_000 };

/** @throws Error when a call is not answered as it should be */
export async function measureSales({ subscriptions, checkouts }: SalesScale): Promise<SalesFigures[]> {
  const { started: world, workerd } = await watchWorkerd(() => startWholeWorld({ onLog: () => undefined }));
  const measure = (name: string, run: () => Promise<number>) => measureOne(workerd, name, run);
  try {
    const shop = await openShop(world);
    const store = await openStore(world);
    await warmUp(shop, store);
    return [
      await measure("checkout of a subscription", () =>
        repeat(checkouts, (index) => expectUrl(shop.checkout(`buyer-${index}`, "pro"))),
      ),
      await measure("checkout of a cart", () => repeat(checkouts, () => expectUrl(store.buy()))),
      ...(await measureNews(world, measure, subscriptions)),
    ];
  } finally {
    await world.stop();
  }
}

type Measure = (name: string, run: () => Promise<number>) => Promise<SalesFigures>;

async function measureNews(world: StartedWorld, measure: Measure, subscriptions: number): Promise<SalesFigures[]> {
  const { postOffice } = world.providers.stripe.sandbox;
  const shop = await openShop(world);
  await postOffice.drain();
  postOffice.rules.isHeld = true;
  await subscribeMany(world, shop, "pro", subscriptions);
  const told = postOffice.deliveries.count().pending;
  postOffice.rules = { ...postOffice.rules, isHeld: false, isShuffled: true };
  const takenIn = await measure("webhook taken in, 20 at once", async () => {
    await postOffice.drain();
    return told;
  });
  const d1 = await databaseOf(world);
  const waiting = async () => (await d1.prepare("SELECT count(*) AS n FROM dirty_objects").first<number>("n")) ?? 0;
  const left = await waiting();
  const workedOff = await measure("object worked off by the cron, without Stripe's limits", async () => {
    while ((await waiting()) > 0) {
      await world.lab.letNewsThrough();
      await world.lab.runCrons();
    }
    return left;
  });
  const rows = await shop.rows("subscriptions");
  if (rows.length !== subscriptions) throw new Error(`${rows.length} of ${subscriptions} subscriptions are known`);
  return [takenIn, workedOff];
}

async function measureOne(workerd: Workerd, name: string, run: () => Promise<number>): Promise<SalesFigures> {
  const [ownBefore, workerdBefore] = [process.cpuUsage(), workerd.cpuSeconds()];
  const startedAt = performance.now();
  const done = await run();
  const seconds = (performance.now() - startedAt) / 1000;
  const own = process.cpuUsage(ownBefore);
  const workerdAfter = workerd.cpuSeconds();
  const workerdSeconds = workerdBefore === null || workerdAfter === null ? null : workerdAfter - workerdBefore;
  return {
    name,
    done,
    perSecond: done / seconds,
    workerdMs: workerdSeconds === null ? null : (workerdSeconds * 1000) / done,
    ownMs: (own.user + own.system) / 1000 / done,
  };
}

async function repeat(times: number, act: (index: number) => Promise<void>): Promise<number> {
  let next = 0;
  const work = async () => {
    while (next < times) {
      const index = next;
      next += 1;
      await act(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return times;
}

async function expectUrl(calling: Promise<ApiAnswer>): Promise<void> {
  const { status, json, text } = await calling;
  if (status !== 200 || !json.url) throw new Error(`A checkout was answered ${status}: ${text}`);
}

interface Store {
  buy(): Promise<ApiAnswer>;
}

async function openStore(world: StartedWorld): Promise<Store> {
  const developer = await newDeveloper(world);
  const project = await newProject(world, developer, { name: "A shop", projectType: "store", products: [product] });
  await connectAccount(world, developer);
  const synced = await withKey(world, project, "/sync", { body: {} });
  if (synced.status !== 200) throw new Error(synced.text);
  const items = [{ product: product.name, quantity: 1 }];
  const { secretKey } = project;
  return { buy: () => call(world, "/api/cart/checkout", { secretKey, body: { items } }) };
}

const warmUpCalls = 20;

async function warmUp(shop: Shop, store: Store): Promise<void> {
  for (let index = 0; index < warmUpCalls; index += 1) {
    await expectUrl(shop.checkout(`warm-${index}`, "pro"));
    await expectUrl(store.buy());
  }
}

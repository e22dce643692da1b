/**
 * Random interleavings of everything that can happen to a shop: after each step free, held and sold are what there was
 * in the beginning; in the end our books and Stripe's agree, nobody paid twice and nothing is held.
 */
import {
  buy,
  DreamError,
  orderPaymentHandler,
  orderSessionHandler,
  ProviderFailure,
  refundOrder,
  sweepOrders,
  sweepRefunds,
} from "@dream-api/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Disturbance, disturb, ProcessDied } from "../world/disturb.ts";
import { countStock, findErrors, readOrders } from "./books.ts";
import { type BareShop, type ShopDependencies, useShops } from "./use-shop.ts";

/** The same stories each time, so that a landing never hangs on luck; new ones by `PROPERTY_RUNS=500`. */
const exploration = process.env.PROPERTY_RUNS
  ? { numRuns: Number(process.env.PROPERTY_RUNS) }
  : { numRuns: 12, seed: 20270110 };

const minuteMs = 60_000;
const products = [
  { name: "mug", stock: 4, unitAmount: 1000 },
  { name: "print", stock: 2, unitAmount: 700 },
];
const inTheBeginning = { mug: 4, print: 2 };
const cards = [
  "pm_card_visa",
  "pm_usBankAccount_success",
  "pm_usBankAccount_insufficientFunds",
  "pm_card_createDispute",
];

const which = fc.nat(5);
const lines = fc.array(
  fc.record({ product: fc.constantFrom("mug", "print"), quantity: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 3 },
);

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("buy" as const), items: lines }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("pay" as const), which, card: fc.constantFrom(...cards) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("end" as const), which }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("news" as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("charge_news" as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("refund" as const),
      which,
      amount: fc.option(fc.integer({ min: 1, max: 2000 })),
      restock: fc.boolean(),
      key: fc.constantFrom("one", "two"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("owner_refund" as const), which, amount: fc.nat(900) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), minutes: fc.constantFrom(1, 3, 20, 40, 6000) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("sweep" as const) }) },
);

const disturbance: fc.Arbitrary<Disturbance | null> = fc.option(
  fc.record({
    at: fc.nat(6),
    when: fc.constantFrom("before" as const, "after" as const),
    what: fc.constantFrom("dies" as const, "lost" as const),
  }),
  { freq: 3 },
);

const steps = fc.array(fc.record({ step, disturbance }), { minLength: 5, maxLength: 30 });
type Step = (typeof step extends fc.Arbitrary<infer Value> ? Value : never) & { kind: string };

describe("a shop under random interleavings", () => {
  const world = useShops();

  test("loses no stock, sells none twice and agrees with Stripe in the end", { timeout: 60 * minuteMs }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const shop = await world.newShop(products);
        for (const { step: next, disturbance: disturbed } of story) {
          await take(shop, next, shop.deps(disturb(shop.ports, "payments", disturbed).ports));
          expect(await countStock(world, shop)).toEqual(inTheBeginning);
        }
        await letItEnd(shop);
        expect(await countStock(world, shop)).toEqual(inTheBeginning);
        expect(await findErrors(world, shop)).toEqual([]);
        // Stripe never says here that something is over which is not, so nothing may have been given back too early.
        const statuses = (await readOrders(world, shop)).map(({ status }) => status);
        expect(statuses).not.toContain("paid_after_release");
      }),
      { ...exploration, endOnFailure: false },
    );
  });

  async function take(shop: BareShop, next: Step, deps: ShopDependencies): Promise<void> {
    try {
      await act(shop, next, deps);
    } catch (error) {
      const isExpected = [DreamError, ProviderFailure, ProcessDied].some((kind) => error instanceof kind);
      if (!isExpected) throw error;
    }
  }

  async function act(shop: BareShop, next: Step, deps: ShopDependencies): Promise<unknown> {
    const { scope, account } = shop;
    switch (next.kind) {
      case "buy":
        return buy(scope, { items: next.items, userId: null, browserHash: null, ownOrigin: "https://a.example" }, deps);
      case "pay": {
        const form = { payment_method: next.card, email: "ada@example.com" };
        return world.ask(account, "POST", `/v1/payment_pages/${await sessionAt(shop, next.which)}/confirm`, form);
      }
      case "end":
        return world.ask(account, "POST", `/v1/checkout/sessions/${await sessionAt(shop, next.which)}/expire`);
      case "news":
        return tell(shop, "checkout_session", await sessionAt(shop, next.which), deps);
      case "charge_news":
        return tell(shop, "charge", (await listed(shop, "charges"))[next.which]?.id ?? "ch_none", deps);
      case "refund": {
        const orders = await readOrders(world, shop);
        const orderId = orders[next.which % Math.max(orders.length, 1)]?.orderId ?? "ord_none";
        const request = next.amount === null ? { restock: next.restock } : { amount: next.amount, restock: false };
        return refundOrder(scope, orderId, request, next.key, deps);
      }
      case "owner_refund": {
        const charge = (await listed(shop, "charges"))[next.which]?.id ?? "ch_none";
        return world.ask(account, "POST", "/v1/refunds", { charge, amount: String(next.amount + 1) });
      }
      case "wait":
        return world.advance(next.minutes * minuteMs);
      default:
        return sweep(deps);
    }
  }

  const listed = async ({ account }: BareShop, path: string): Promise<{ id: string }[]> =>
    (await world.ask(account, "GET", `/v1/${path}?limit=100`)).data;

  async function sessionAt(shop: BareShop, index: number): Promise<string> {
    const sessions = await listed(shop, "checkout/sessions");
    return sessions[index % Math.max(sessions.length, 1)]?.id ?? "cs_none";
  }

  /** As the dirty-object processor does, which tries again after a lost race. */
  async function tell(
    { account }: BareShop,
    type: "checkout_session" | "charge",
    objectId: string,
    deps: ShopDependencies,
  ) {
    const handler = type === "charge" ? orderPaymentHandler("charge", deps) : orderSessionHandler(deps);
    for (let round = 0; round < 5; round += 1) {
      const outcome = await handler({ stripeAccountId: account, mode: "test", type, objectId });
      if (outcome === "done") return;
    }
  }

  async function sweep(deps: ShopDependencies): Promise<void> {
    await sweepOrders(deps);
    await sweepRefunds({ ...deps, due: deps.dueRefunds });
  }

  /** Debits settle, sessions end, and all that Stripe has to tell is told at last. */
  async function letItEnd(shop: BareShop): Promise<void> {
    const deps = shop.deps();
    for (const minutes of [3, 60, 60, 24 * 60, 24 * 60, 24 * 60, 24 * 60, 24 * 60]) {
      world.advance(minutes * minuteMs);
      await sweep(deps);
    }
    for (const type of ["checkout/sessions", "charges"] as const) {
      for (const { id } of await listed(shop, type)) {
        await tell(shop, type === "charges" ? "charge" : "checkout_session", id, deps);
      }
    }
    await sweep(deps);
  }
});

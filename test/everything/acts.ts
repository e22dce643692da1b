/** Everything that a developer, their customers, Stripe, the network and time can do, as random steps. */
import fc from "fast-check";
import { payOnPage } from "../subscriptions/subscription-world.ts";
import { forgetCrons, lookAtAll } from "../world/hear.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import type { ApiAnswer } from "../world/world.ts";
import type { Product, Tenant } from "./tenant.ts";

const user = fc.constantFrom("ada", "bob");
const tier = fc.constantFrom("pro", "max", "try");
const which = fc.nat(5);
const product = fc.constantFrom<Product[]>("mug", "print");
const card = fc.constantFrom(
  "pm_card_visa",
  "pm_card_visa",
  "pm_usBankAccount_success",
  "pm_usBankAccount_insufficientFunds",
);
const quantity = fc.integer({ min: 1, max: 3 });

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("want" as const), user, tier, pays: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pay page" as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("change" as const), user, tier }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("leave" as const), user, atPeriodEnd: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("stay" as const), user }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("end at Stripe" as const), user }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("card breaks" as const), user }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("use" as const), user, amount: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const), user }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("buy" as const),
      items: fc.array(fc.record({ product, quantity }), { minLength: 1, maxLength: 3 }),
      card: fc.option(card),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pay order" as const), which, card }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("end order" as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refund" as const), which, amount: fc.option(quantity) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("stock" as const), product, delta: fc.integer({ min: -2, max: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("time" as const), hours: fc.constantFrom(1, 1, 30, 8 * 24, 32 * 24) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("evict" as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const news = {
  "as it comes": {},
  held: { isHeld: true },
  shuffled: { isShuffled: true, delayMs: 5 },
  doubled: { isShuffled: true, isDuplicated: true },
  late: { dropsFirst: true, retryDelaysMs: [20, 20] },
};

export const steps = fc.array(
  fc.record({
    who: fc.nat(1),
    act,
    news: fc.constantFrom(...(Object.keys(news) as (keyof typeof news)[])),
    /** All news that waits is lost for good. */
    isLost: fc.boolean(),
    /** The next such call to Stripe is cut off. */
    fault: fc.option(
      fc.record({
        kind: fc.constantFrom("reset_before" as const, "reset_after" as const),
        match: fc.constantFrom(
          "POST /v1/checkout/sessions*",
          "POST /v1/customers*",
          "* /v1/subscriptions*",
          "POST /v1/refunds",
        ),
      }),
      { freq: 2 },
    ),
  }),
  { minLength: 6, maxLength: 14 },
);
export type Step = (typeof steps extends fc.Arbitrary<infer Value> ? Value : never)[number];

const hourMs = 60 * 60_000;

export async function take(world: WholeWorld, tenants: readonly Tenant[], step: Step): Promise<void> {
  const { sandbox } = world.providers.stripe;
  const { postOffice, faults } = sandbox;
  postOffice.rules = { ...postOffice.rules, isHeld: false, isShuffled: false, isDuplicated: false, dropsFirst: false };
  if (step.isLost) sandbox.database.exec("UPDATE deliveries SET status = 'failed' WHERE status = 'pending'");
  Object.assign(postOffice.rules, news[step.news]);
  if (step.fault) faults.add({ ...step.fault, times: 1 });
  const tenant = tenants[step.who];
  if (!tenant) throw new Error("There are two tenants");
  try {
    const doIt = deeds[step.act.do] as Doing<Act["do"]>;
    const answer = await doIt(world, tenant, step.act);
    if (answer && answer.status >= 500 && !(step.fault && answer.status === 503)) throw new Error(answer.text);
  } finally {
    faults.clear();
  }
}

type Doing<Kind extends Act["do"]> = (
  world: WholeWorld,
  tenant: Tenant,
  act: Extract<Act, { do: Kind }>,
) => Promise<ApiAnswer | undefined>;

const deeds: { [Kind in Act["do"]]: Doing<Kind> } = {
  async want(world, { saas, known, account }, { user: userId, tier: wanted, pays }) {
    known.users.add(userId);
    const answer = await saas.checkout(userId, wanted);
    if (answer.json.kind !== "checkout") return answer;
    known.pages.push(answer.json.url);
    if (pays) await payOnPage(world, account, answer.json.url);
    return answer;
  },
  async "pay page"(world, { known, account }, one) {
    const page = known.pages[one.which % Math.max(1, known.pages.length)];
    if (page) await payOnPage(world, account, page);
    return undefined;
  },
  change: (_world, { saas }, one) => ofUser(saas, one.user, "change", { tier: one.tier }),
  leave: (_world, { saas }, one) => ofUser(saas, one.user, "cancel", { atPeriodEnd: one.atPeriodEnd }),
  stay: (_world, { saas }, one) => ofUser(saas, one.user, "resume"),
  "end at Stripe": (world, tenant, one) =>
    onRunning(world, tenant, one.user, ({ id }) => tenant.saas.atStripe(`/v1/subscriptions/${id}`, {}, "DELETE")),
  "card breaks": (world, tenant, one) =>
    onRunning(world, tenant, one.user, () => tenant.saas.useCard(one.user, "pm_card_chargeCustomerFail")),
  async use(_world, { saas, known }, { user: userId, amount }) {
    known.users.add(userId);
    const answer = await saas.asUser(userId, "/api/data", { amount });
    if (answer.json.allowed === true) known.units += amount;
    return answer;
  },
  async erase(_world, { saas, known }, { user: userId }) {
    const path = `/api/customers/${userId}?cancelSubscription=true`;
    const answer = await saas.asServer(path, undefined, { method: "DELETE" });
    if (answer.status === 200) known.erased.add(userId);
    return answer;
  },
  async buy(world, tenant, { items, card: method }) {
    const answer = await tenant.inStore("/api/cart/checkout", { items });
    if (answer.status !== 200) return answer;
    tenant.known.orders.push(answer.json);
    if (method) await payOrder(world, tenant, answer.json.sessionId, method);
    return answer;
  },
  async "pay order"(world, tenant, one) {
    const order = orderAt(tenant, one.which);
    if (order) await payOrder(world, tenant, order.sessionId, one.card);
    return undefined;
  },
  async "end order"(world, tenant, one) {
    world.providers.stripe.sandbox.faults.clear();
    const order = orderAt(tenant, one.which);
    const path = `/v1/checkout/sessions/${order?.sessionId}/expire`;
    if (order) await tenant.saas.atStripe(path, {}).catch(() => undefined);
    return undefined;
  },
  async refund(_world, tenant, one) {
    const order = orderAt(tenant, one.which);
    const body = one.amount === null ? { restock: true } : { amount: one.amount * 100 };
    return order && tenant.inStore(`/api/orders/${order.orderId}/refund`, body);
  },
  async stock(_world, { inStore, known }, one) {
    const answer = await inStore(`/api/products/${one.product}/stock`, { delta: one.delta });
    if (answer.status === 200) known.stock[one.product] += one.delta;
    return answer;
  },
  async time(world, _tenant, { hours }) {
    // The crons run by the hour; longer than that nothing waits for them.
    await forgetCrons(world);
    await lookAtAll(world);
    await world.clock.advanceTo(world.clock.now() + hours * hourMs);
    return undefined;
  },
  async evict(world, { saas }) {
    await world.lab.evict({ projectId: saas.projectId, mode: "test" });
    return undefined;
  },
};

const ofUser = (saas: Tenant["saas"], userId: string, verb: string, body: object = {}) =>
  saas.asServer(`/api/customers/${userId}/subscription/${verb}`, body);

const orderAt = ({ known }: Tenant, index: number) => known.orders[index % Math.max(1, known.orders.length)];

/** The network is cut between us and Stripe, not between Stripe and an account's owner. */
async function onRunning(
  world: WholeWorld,
  { saas }: Tenant,
  userId: string,
  act: (subscription: { id: string }) => Promise<unknown>,
): Promise<undefined> {
  world.providers.stripe.sandbox.faults.clear();
  const found = await saas.subscriptionOf(userId);
  if (found && found.status !== "canceled") await act(found);
  return undefined;
}

async function payOrder(world: WholeWorld, { account }: Tenant, sessionId: string, method: string): Promise<void> {
  await payOnPage(world, account, `https://checkout.example/${sessionId}`, method);
}

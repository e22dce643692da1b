/** What customers of a SaaS do in a year: come, try, pay, change, fail to pay, leave, come back. */
import type { Shop } from "../../test/subscriptions/subscription-world.ts";
import type { Random } from "./seeded-random.ts";

export const soldTiers = [
  { name: "free", displayName: "Free", unitAmount: 0, limit: 100 },
  { name: "pro", displayName: "Pro", unitAmount: 2900, limit: 10_000 },
  { name: "max", displayName: "Max", unitAmount: 9900, limit: null },
  { name: "try", displayName: "Try", unitAmount: 1900, limit: 500, trialDays: 14 },
  { name: "year", displayName: "By the year", unitAmount: 29_000, interval: "year", limit: 10_000 },
];
const paidTiers = soldTiers.filter(({ unitAmount }) => unitAmount > 0).map(({ name }) => name);

const promotions = {
  HALF: { percent_off: "50", duration: "forever" },
  QUARTER: { percent_off: "25", duration: "repeating", duration_in_months: "3" },
  FIVE: { amount_off: "500", currency: "usd", duration: "once" },
};

const codes = Object.keys(promotions);

/** Periods end while customers are busy. */
const refusals: Record<string, string> = {
  payment_failed: "could not pay a change",
  no_subscription: "was over meanwhile",
};

export async function offerPromotions(shop: Shop): Promise<void> {
  for (const [code, coupon] of Object.entries(promotions)) {
    const { id } = await shop.atStripe("/v1/coupons", coupon);
    const promotion = { "promotion[type]": "coupon", "promotion[coupon]": id, code };
    await shop.atStripe("/v1/promotion_codes", promotion);
  }
}

export class Customers {
  /** How often each thing was done. */
  readonly done: Record<string, number> = {};
  readonly #shop: Shop;
  readonly #random: Random;
  readonly #users: string[] = [];

  constructor(shop: Shop, random: Random) {
    this.#shop = shop;
    this.#random = random;
  }

  async signUp(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const userId = `user-${this.#users.length}`;
      this.#users.push(userId);
      await this.#subscribe("signed up", userId);
    }
  }

  /** A share of them does something, each one thing at most. */
  async live(): Promise<void> {
    const current = new Map<string, { status: string; tier: string; cancel_at: number | null }>();
    for (const row of await this.#shop.rows("subscriptions")) {
      if (row.status !== "canceled") current.set(row.user_id, row);
    }
    for (const userId of this.#random.shuffle(this.#users)) {
      if (!this.#random.happens(12)) continue;
      const subscription = current.get(userId);
      if (!subscription) await this.#subscribe("came back", userId);
      else if (subscription.status === "past_due") await this.#payAtLast(userId);
      else if (subscription.cancel_at !== null) await this.#act("stayed", userId, "resume");
      else await this.#change(userId, subscription.tier);
    }
  }

  async #change(userId: string, tier: string): Promise<void> {
    const other = this.#random.pick(paidTiers.filter((name) => name !== tier));
    const what = this.#random.below(100);
    if (what < 35) await this.#act("changed by the server", userId, "change", { tier: other });
    else if (what < 55) await this.#changeInPortal(userId, other);
    else if (what < 75) await this.#act("left with the period", userId, "cancel");
    else if (what < 82) await this.#act("left at once", userId, "cancel", { atPeriodEnd: false });
    else if (what < 92) await this.#note("card broke", this.#useCard(userId, "pm_card_chargeCustomerFail"));
    else await this.#note("card was mended", this.#useCard(userId, "pm_card_visa"));
  }

  async #subscribe(what: string, userId: string): Promise<void> {
    const tier = this.#random.pick(paidTiers);
    const more = this.#random.happens(30) ? { promotionCode: this.#random.pick(codes) } : {};
    await this.#note(what, this.#shop.subscribe(userId, tier, more));
  }

  async #changeInPortal(userId: string, tier: string): Promise<void> {
    const { status, json, text } = await this.#shop.checkout(userId, tier);
    if (status !== 200) throw new Error(text);
    if (json.kind !== "change") return this.#note("was over meanwhile", Promise.resolve());
    const { id } = await this.#subscriptionOf(userId);
    const price = (await this.#shop.rows("prices")).find(({ name }) => name === tier).stripe_price_id;
    await this.#note(
      "changed in the portal",
      this.#shop.inPortal(json.url, { action: "update", subscription: id, price }),
    );
  }

  async #act(what: string, userId: string, verb: string, body: object = {}): Promise<void> {
    const { status, json, text } = await this.#shop.asServer(`/api/customers/${userId}/subscription/${verb}`, body);
    const refusal = status === 200 ? what : refusals[json.code];
    if (refusal === undefined) throw new Error(`${verb}: ${text}`);
    await this.#note(refusal, Promise.resolve());
  }

  async #payAtLast(userId: string): Promise<void> {
    await this.#useCard(userId, "pm_card_visa");
    const { id, default_payment_method: card } = await this.#subscriptionOf(userId);
    for (const { id: invoice } of (await this.#shop.atStripe(`/v1/invoices?subscription=${id}&status=open`)).data) {
      await this.#shop.atStripe(`/v1/invoices/${invoice}/pay`, { payment_method: card });
    }
    await this.#note("paid at last", Promise.resolve());
  }

  async #useCard(userId: string, method: string): Promise<void> {
    const { id, customer } = await this.#subscriptionOf(userId);
    const attached = await this.#shop.atStripe(`/v1/payment_methods/${method}/attach`, { customer });
    await this.#shop.atStripe(`/v1/subscriptions/${id}`, { default_payment_method: attached.id });
  }

  async #subscriptionOf(userId: string) {
    const rows = await this.#shop.rows("subscriptions");
    const own = rows.find(({ user_id: id, status }) => id === userId && status !== "canceled");
    return this.#shop.atStripe(`/v1/subscriptions/${own.subscription_id}`);
  }

  async #note(what: string, doing: Promise<unknown>): Promise<void> {
    await doing;
    this.done[what] = (this.done[what] ?? 0) + 1;
  }
}

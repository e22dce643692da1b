/**
 * A second opinion on the Meter: the same promises, written down as simply as they can be, with everything in memory
 * and no concern for speed, storage or failure. The property test holds the product against it.
 */

export interface ModelTier {
  limit: number | null;
  rate: number;
}

export interface ModelUser {
  assigned: string | null;
  subscription: { tier: string; anchor: number } | null;
  isErased: boolean;
  counts: Map<string, number>;
  minute: { number: number; accepted: number; refused: number };
  answers: Map<string, { amount: number; body: string; period: string; day: string; released: boolean; at: number }>;
}

export interface Expected {
  status: number;
  code?: string;
  count?: number;
  plan?: string;
  limit?: number | null;
  /** A repeat must get this text. */
  body?: string;
}

/** How a user's first counted event of a batch fared: it stands for the whole batch towards the rate limit. */
export type BatchGate = "accepted" | "refused";

const minuteMs = 60_000;
const windowMs = 24 * 60 * minuteMs;

export class MeterModel {
  readonly tiers: Map<string, ModelTier>;
  readonly users = new Map<string, ModelUser>();
  /** Units by `day tier`. */
  readonly days = new Map<string, number>();
  real: number;
  business: number;

  constructor(tiers: Record<string, ModelTier>, at: number) {
    this.tiers = new Map(Object.entries(tiers).map(([name, tier]) => [name, { ...tier }]));
    this.real = at;
    this.business = at;
  }

  user(userId: string): ModelUser {
    let user = this.users.get(userId);
    if (!user) {
      user = {
        assigned: null,
        subscription: null,
        isErased: false,
        counts: new Map(),
        minute: { number: 0, accepted: 0, refused: 0 },
        answers: new Map(),
      };
      this.users.set(userId, user);
    }
    return user;
  }

  /** The tier a user is on and the name of the period that counts. */
  entitlement(user: ModelUser): { plan: string; tier: ModelTier; period: string } {
    const plan = user.subscription?.tier ?? user.assigned ?? "free";
    const tier = this.tiers.get(plan) as ModelTier;
    if (user.subscription) return { plan, tier, period: this.#anchoredPeriod(user.subscription.anchor) };
    const date = new Date(this.business);
    return { plan, tier, period: `calendar ${date.getUTCFullYear()}-${date.getUTCMonth()}` };
  }

  /** Anchors in the tests are before the 29th, so a month is simply the same day again. */
  #anchoredPeriod(anchor: number): string {
    const start = new Date(anchor);
    let months = 0;
    const startOf = (offset: number) =>
      new Date(anchor).setUTCFullYear(start.getUTCFullYear(), start.getUTCMonth() + offset, start.getUTCDate());
    while (startOf(months + 1) <= this.business) months += 1;
    return `${anchor} ${startOf(months)}`;
  }

  track(userId: string, amount: number, key: string | undefined): Expected {
    const user = this.user(userId);
    if (user.isErased) return { status: 409, code: "user_erased" };
    const stored = key === undefined ? undefined : user.answers.get(key);
    if (stored && this.real < stored.at + windowMs) {
      return stored.amount === amount
        ? { status: 200, body: stored.body }
        : { status: 409, code: "idempotency_key_reused" };
    }
    const { plan, tier, period } = this.entitlement(user);
    const number = Math.floor(this.real / minuteMs);
    if (user.minute.number !== number) user.minute = { number, accepted: 0, refused: 0 };
    if (amount > 0 && user.minute.accepted + user.minute.refused >= tier.rate) {
      return { status: 429, code: "rate_limited" };
    }
    const before = user.counts.get(period) ?? 0;
    if (tier.limit !== null && before + amount > tier.limit) {
      if (amount > 0) user.minute.refused += 1;
      return { status: 403, code: "tier_limit_reached", count: before, plan, limit: tier.limit };
    }
    user.counts.set(period, before + amount);
    this.addToDay(this.dayAndTier(plan), amount);
    if (amount > 0) user.minute.accepted += 1;
    return { status: 200, count: before + amount, plan, limit: tier.limit };
  }

  /** A batch is one call per user: once a user passed the rate limit, the rest of their events pass too. */
  trackInBatch(userId: string, amount: number, key: string | undefined, gates: Map<string, BatchGate>): Expected {
    const user = this.user(userId);
    const gate = gates.get(userId);
    const before = user.minute;
    if (gate) user.minute = { ...before, accepted: 0, refused: 0 };
    const expected = this.track(userId, amount, key);
    const isDecided = amount > 0 && expected.body === undefined && expected.count !== undefined;
    const isAccepted = isDecided && expected.status === 200;
    if (gate) user.minute = before;
    if (gate === "refused" && isAccepted) {
      user.minute = { ...before, accepted: before.accepted + 1, refused: Math.max(0, before.refused - 1) };
    }
    if (isAccepted) gates.set(userId, "accepted");
    else if (isDecided && !gate) gates.set(userId, "refused");
    return expected;
  }

  /** To be told what was answered, for later repeats of the key. */
  remember(userId: string, key: string, amount: number, body: string): void {
    const user = this.user(userId);
    const { plan, period } = this.entitlement(user);
    user.answers.set(key, { amount, body, period, day: this.dayAndTier(plan), released: false, at: this.real });
  }

  release(userId: string, key: string): Expected & { released?: boolean } {
    const user = this.user(userId);
    if (user.isErased) return { status: 409, code: "user_erased" };
    const stored = user.answers.get(key);
    if (!stored || this.real >= stored.at + windowMs) return { status: 404, code: "not_found" };
    const released = !stored.released;
    if (released) {
      user.counts.set(stored.period, (user.counts.get(stored.period) ?? 0) - stored.amount);
      this.addToDay(stored.day, -stored.amount);
    }
    stored.released = true;
    return { ...this.usage(userId), released };
  }

  usage(userId: string): Expected {
    const user = this.user(userId);
    if (user.isErased) return { status: 409, code: "user_erased" };
    const { plan, tier, period } = this.entitlement(user);
    return { status: 200, count: user.counts.get(period) ?? 0, plan, limit: tier.limit };
  }

  dayAndTier(plan: string): string {
    return `${Math.floor(this.business / (24 * 60 * minuteMs))} ${plan}`;
  }

  addToDay(dayAndTier: string, amount: number): void {
    this.days.set(dayAndTier, (this.days.get(dayAndTier) ?? 0) + amount);
  }

  erase(userId: string): void {
    const user = this.user(userId);
    user.isErased = true;
    user.assigned = null;
    user.counts.clear();
    user.answers.clear();
    user.minute = { number: 0, accepted: 0, refused: 0 };
  }

  /** The refused calls of the minute are all that may be lost with a Meter's memory. */
  forgetRefused(): void {
    for (const user of this.users.values()) user.minute.refused = 0;
  }
}

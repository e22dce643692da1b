/**
 * An account's recurring revenue, counted from Stripe's own subscriptions, their events and invoices as the wire shows
 * them. It shares no code with the product: the dashboard is held against it.
 */

// biome-ignore lint/suspicious/noExplicitAny: as the wire shows it.
type Wire = any;

/** One call to Stripe as the account's owner. */
export type AskStripe = (path: string) => Promise<Wire>;

const kinds = ["new", "expansion", "contraction", "churn", "reactivation"] as const;
export type Kind = (typeof kinds)[number];

export interface Movement {
  readonly subscription: string;
  readonly kind: Kind;
  /** Minor units in a year; what went is below 0. */
  readonly annual: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Coupon {
  readonly duration: "forever" | "once" | "repeating";
  readonly percent_off: number | null;
  readonly amount_off: number | null;
}

interface Discount {
  readonly coupon: Coupon;
  /** Unix seconds. */
  readonly end: number | null;
}

export interface Standing {
  readonly annual: number;
  readonly active: number;
  readonly canceling: number;
  readonly trialing: number;
}

export class RevenueRecount {
  readonly movements: Movement[] = [];
  readonly #ask: AskStripe;
  readonly #seen = new Set<string>();
  readonly #discounts = new Map<string, Discount>();
  /** What each subscription came to, from each time on (Unix seconds) that Stripe spoke of it. */
  readonly #told = new Map<string, { readonly at: number; readonly annual: number }[]>();
  readonly #hasPaid = new Set<string>();

  constructor(ask: AskStripe) {
    this.#ask = ask;
  }

  /** Reads what was told since the last time; to be called before Stripe forgets it, after 30 days. */
  async readNews(): Promise<void> {
    const news: Wire[] = [];
    const types = ["created", "updated", "deleted"].map((verb) => `types[]=customer.subscription.${verb}`).join("&");
    for (let after = ""; ; ) {
      const page = await this.#ask(`/v1/events?${types}&limit=100${after}`);
      const fresh = page.data.filter(({ id }: Wire) => !this.#seen.has(id));
      news.push(...fresh);
      if (!page.has_more || fresh.length < page.data.length) break;
      after = `&starting_after=${page.data.at(-1).id}`;
    }
    for (const { id, created, data } of news.reverse()) {
      this.#seen.add(id);
      await this.#learnDiscounts(data.object);
      this.#move(data.object, created);
    }
  }

  /** As the subscriptions stand now. */
  async readStanding(): Promise<Standing> {
    const standing = { annual: 0, active: 0, canceling: 0, trialing: 0 };
    for (const subscription of await this.#all("/v1/subscriptions?status=all")) {
      const { status, cancel_at: end, cancel_at_period_end: endsWithPeriod } = subscription;
      await this.#learnDiscounts(subscription);
      standing.annual += this.#annualOf(subscription);
      if (status === "trialing") standing.trialing += 1;
      if (status !== "active" && status !== "past_due") continue;
      standing.active += 1;
      if (end !== null || endsWithPeriod) standing.canceling += 1;
    }
    return standing;
  }

  /**
   * What the latest whole bill of each running subscription came to, beside what it was counted with when that was
   * made. Bills that were made before the plan was changed, and first ones with a discount of their own, say nothing of
   * the next one.
   * @returns how many could be compared, and what did not fit
   */
  async compareWithBills(): Promise<{ compared: number; errors: string[] }> {
    const errors: string[] = [];
    let compared = 0;
    const latest = new Map<string, Wire>();
    for (const invoice of await this.#all("/v1/invoices")) {
      const subscription = invoice.parent?.subscription_details?.subscription;
      if (invoice.billing_reason === "subscription_cycle" && !latest.has(subscription)) {
        latest.set(subscription, invoice);
      }
    }
    for (const subscription of await this.#all("/v1/subscriptions?status=active")) {
      const invoice = latest.get(subscription.id);
      const [item] = subscription.items.data;
      const [line] = invoice?.lines.data ?? [];
      if (!invoice || invoice.lines.data.length > 1 || line?.pricing?.price_details?.price !== item.price.id) continue;
      const billed = invoice.total * (item.price.recurring.interval === "year" ? 1 : 12);
      const counted = this.#told.get(subscription.id)?.findLast(({ at }) => at <= invoice.created)?.annual;
      compared += 1;
      if (billed !== counted) errors.push(`${subscription.id} was billed ${billed} a year and counts ${counted}`);
    }
    return { compared, errors };
  }

  async #all(path: string): Promise<Wire[]> {
    const all: Wire[] = [];
    for (let after = ""; ; ) {
      const page = await this.#ask(`${path}${path.includes("?") ? "&" : "?"}limit=100${after}`);
      all.push(...page.data);
      if (!page.has_more) return all;
      after = `&starting_after=${page.data.at(-1).id}`;
    }
  }

  async #learnDiscounts({ id, discounts }: Wire): Promise<void> {
    if (discounts.every((discount: string) => this.#discounts.has(discount))) return;
    const { discounts: known } = await this.#ask(`/v1/subscriptions/${id}?expand[]=discounts.source.coupon`);
    for (const { id: discount, end, source } of known) this.#discounts.set(discount, { end, coupon: source.coupon });
  }

  #move(subscription: Wire, created: number): void {
    const { id, customer } = subscription;
    const told = this.#told.get(id) ?? [];
    const [from, to] = [told.at(-1)?.annual ?? 0, this.#annualOf(subscription)];
    this.#told.set(id, [...told, { at: created, annual: to }]);
    if (from === to) return;
    const kind = this.#kindOf(from, to, customer);
    this.#hasPaid.add(customer);
    this.movements.push({ subscription: id, kind, annual: to - from, at: created * 1000 });
  }

  #kindOf(from: number, to: number, customer: string): Kind {
    if (to === 0) return "churn";
    if (from > 0) return to > from ? "expansion" : "contraction";
    return this.#hasPaid.has(customer) ? "reactivation" : "new";
  }

  /** A discount that ends within a period is on the bill that began it, and goes with the next. */
  #annualOf({ status, items, discounts }: Wire): number {
    if (status !== "active" && status !== "past_due") return 0;
    const [{ price, current_period_start: begun }] = items.data;
    const going = (discounts as string[])
      .flatMap((id) => this.#discounts.get(id) ?? [])
      .filter(({ coupon, end }) => coupon.duration !== "once" && (end === null || end > begun));
    const charged = going.reduce((left, { coupon }) => left - offOf(coupon, left), price.unit_amount as number);
    return Math.max(0, charged) * (price.recurring.interval === "year" ? 1 : 12);
  }
}

function offOf({ amount_off: amount, percent_off: percent }: Coupon, left: number): number {
  return amount ?? Math.round((left * (percent ?? 0)) / 100);
}

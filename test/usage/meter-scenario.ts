/** Plays a story of commands on a real project and on the model, and notes where they differ. */
import type { ApiAnswer, TestProject, World } from "../world/world.ts";
import { call, createProject, track } from "../world/world.ts";
import type { MeterCommand, ModelEvent } from "./meter-commands.ts";
import { type Expected, MeterModel } from "./meter-model.ts";

const firstTiers = { free: { limit: 20, rate: 8 }, pro: { limit: 60, rate: 20 }, max: { limit: null, rate: 40 } };

/** The tenth, so that anchors lie before the 29th and months are simple. */
const beginning = Date.UTC(2027, 0, 10, 12, 0, 1);
const yearMs = 365 * 24 * 60 * 60_000;

export class MeterScenario {
  readonly violations: string[] = [];
  readonly #world: World;
  readonly #project: TestProject;
  readonly #model = new MeterModel(firstTiers, beginning);
  #secretKey: string;
  #rev = 1;
  #keys = 0;

  private constructor(world: World, project: TestProject) {
    this.#world = world;
    this.#project = project;
    this.#secretKey = project.secretKey;
  }

  static async begin(world: World): Promise<MeterScenario> {
    const tiers = Object.entries(firstTiers).map(([name, { limit, rate }], index) => ({
      name,
      unitAmount: index * 1000,
      limit,
      rateLimitPerMinute: rate,
    }));
    const scenario = new MeterScenario(world, await createProject(world, { tiers }));
    await scenario.#setClock();
    return scenario;
  }

  async run(command: MeterCommand): Promise<void> {
    const model = this.#model;
    const { lab } = this.#world;
    const { tenant } = this.#project;
    switch (command.kind) {
      case "track":
        return this.#track(command);
      case "burst":
        return this.#burst(command.events);
      case "batch":
        return this.#batch(command.events);
      case "release":
        return this.#release(command.userId, command.key);
      case "assign":
        this.#assigned(command.userId, command.tier);
        return this.#changed(lab.assignTier(tenant, command.userId, command.tier));
      case "lostAnnouncement":
        // Nobody is told; a minute later the Meter must have asked by itself.
        this.#assigned(command.userId, command.tier);
        await this.#changed(lab.assignTier(tenant, command.userId, command.tier, { announce: false }));
        return this.#advance(60_000, 60_000);
      case "subscribe":
        return this.#subscribe(command.userId, command.tier, command.isNew);
      case "unsubscribe":
        return this.#unsubscribe(command.userId);
      case "limit":
        this.#tier(command.tier).limit = command.limit;
        return this.#changed(lab.changeTier(tenant, command.tier, { limit: command.limit }));
      case "rate":
        this.#tier(command.tier).rate = command.rate;
        return this.#changed(lab.changeTier(tenant, command.tier, { rateLimitPerMinute: command.rate }));
      case "erase":
        return this.#erase(command.userId);
      case "renewKey":
        return this.#renewKey();
      case "staleAnnouncement":
        await lab.announce(tenant, Math.max(1, this.#rev - 1));
        return;
      case "advance":
        return this.#advance(command.realMs, command.businessMs);
      case "evict":
        model.forgetRefused();
        return lab.evict(tenant);
      case "failCommit":
        return this.#fail({ failCommits: 1 }, command.event);
      case "failSync":
        return this.#fail({ failSyncs: 1 }, command.event);
      case "flush":
        return lab.flush(tenant);
      case "alarm":
        return lab.runAlarm(tenant);
    }
  }

  /** Flushes and compares everything there is. */
  async settle(): Promise<void> {
    const { lab } = this.#world;
    const { tenant } = this.#project;
    await lab.flush(tenant);
    for (const userId of this.#model.users.keys()) {
      const answer = await call(this.#world, "/api/usage", { secretKey: this.#secretKey, userId });
      this.#compare(`usage of ${userId}`, answer, this.#model.usage(userId));
    }
    const [inMeter, inDatabase] = await Promise.all([lab.readMeterUsage(tenant), lab.readDatabaseUsage(tenant)]);
    if (JSON.stringify(inMeter) !== JSON.stringify(inDatabase)) {
      this.#note(`D1 ${JSON.stringify(inDatabase)} is not the Meter ${JSON.stringify(inMeter)}`);
    }
    const counted = inMeter.counts.reduce((sum, { count }) => sum + count, 0);
    const byDay = inMeter.days.reduce((sum, { count }) => sum + count, 0);
    if (byDay < counted) this.#note(`the days hold ${byDay}, the counts ${counted}`);
  }

  async #track({ userId, amount, key }: ModelEvent): Promise<void> {
    const answer = await this.#send(userId, amount, key);
    const expected = this.#model.track(userId, amount, key);
    this.#compare(`track ${userId} ${amount} ${key}`, answer, expected);
    if (answer.status === 200 && key !== undefined && expected.body === undefined) {
      this.#model.remember(userId, key, amount, answer.text);
    }
  }

  /** In parallel the order is the Meter's to choose, so the totals are held against what was answered. */
  async #burst(events: readonly ModelEvent[]): Promise<void> {
    const before = new Map<string, Expected>();
    for (const { userId } of events) before.set(userId, this.#model.usage(userId));
    // Keys of bursts are their own: which of two equal ones is first is not known.
    const answers = await Promise.all(events.map(({ userId, amount }) => this.#send(userId, amount, undefined)));
    for (const [userId, { status, count = 0, limit = null }] of before) {
      if (status !== 200) continue;
      const own = answers.flatMap((answer, index) => {
        const event = events[index] as ModelEvent;
        return event.userId === userId ? [{ answer, amount: event.amount }] : [];
      });
      const accepted = own.filter(({ answer }) => answer.status === 200);
      const sum = accepted.reduce((total, { amount }) => total + amount, 0);
      if (limit !== null && sum > 0 && count + sum > limit)
        this.#note(`${userId} passed the limit of ${limit} in a burst`);
      const user = this.#model.user(userId);
      const { period } = this.#model.entitlement(user);
      user.counts.set(period, count + sum);
      const number = Math.floor(this.#model.real / 60_000);
      if (user.minute.number !== number) user.minute = { number, accepted: 0, refused: 0 };
      user.minute.accepted += accepted.filter(({ amount }) => amount > 0).length;
      user.minute.refused += own.filter(({ answer }) => answer.json?.code === "tier_limit_reached").length;
      const usage = await call(this.#world, "/api/usage", { secretKey: this.#secretKey, userId });
      this.#compare(`usage of ${userId} after a burst`, usage, this.#model.usage(userId));
    }
  }

  async #batch(events: readonly ModelEvent[]): Promise<void> {
    const answer = await call(this.#world, "/api/data/batch", {
      secretKey: this.#secretKey,
      body: {
        events: events.map(({ userId, amount, key }) => ({
          userId,
          amount,
          ...(key === undefined ? {} : { idempotencyKey: key }),
        })),
      },
    });
    if (answer.status !== 200) return this.#note(`a batch was answered ${answer.status} ${answer.text}`);
    const passed = new Set<string>();
    const accepted = new Set<string>();
    for (const [index, { userId, amount, key }] of events.entries()) {
      const { status, ...body } = answer.json.results[index];
      const expected = this.#batchEvent({ userId, amount, key }, passed, accepted);
      const text = JSON.stringify(body);
      this.#compare(`batch event ${index} of ${userId}`, { status, json: body, text }, expected);
      if (status === 200 && key !== undefined && expected.body === undefined) {
        this.#model.remember(userId, key, amount, text);
      }
    }
  }

  /** A batch is one call per user: once a user passed the rate limit, the rest of their events pass too. */
  #batchEvent(event: ModelEvent, passed: Set<string>, accepted: Set<string>): Expected {
    const { userId, amount, key } = event;
    const user = this.#model.user(userId);
    const before = { ...user.minute };
    const unlimited = passed.has(userId);
    if (unlimited) user.minute = { ...user.minute, accepted: 0, refused: 0 };
    const expected = this.#model.track(userId, amount, key);
    const isFresh = expected.body === undefined && amount > 0;
    const wasDecided = isFresh && (expected.status === 200 || expected.code === "tier_limit_reached");
    if (unlimited) {
      user.minute = before;
      if (wasDecided && expected.status === 200 && !accepted.has(userId)) {
        user.minute = { ...before, accepted: before.accepted + 1, refused: Math.max(0, before.refused - 1) };
      }
    }
    if (wasDecided) {
      passed.add(userId);
      if (expected.status === 200) accepted.add(userId);
    }
    return expected;
  }

  async #release(userId: string, key: string): Promise<void> {
    const answer = await call(this.#world, "/api/data/release", {
      secretKey: this.#secretKey,
      userId,
      body: { idempotencyKey: key },
    });
    const expected = this.#model.release(userId, key);
    this.#compare(`release ${userId} ${key}`, answer, expected);
    if (expected.released !== undefined && answer.json.released !== expected.released) {
      this.#note(`release ${userId} ${key}: released is ${answer.json.released}, not ${expected.released}`);
    }
  }

  #assigned(userId: string, tier: string | null): void {
    const user = this.#model.user(userId);
    user.assigned = tier;
    user.isErased = false;
  }

  async #subscribe(userId: string, tier: string, isNew: boolean): Promise<void> {
    const user = this.#model.user(userId);
    const anchor = isNew || !user.subscription ? this.#model.business : user.subscription.anchor;
    if (new Date(anchor).getUTCDate() > 28) return;
    user.subscription = { tier, anchor };
    await this.#changed(this.#putSubscription(userId, tier, anchor, "active"));
  }

  async #unsubscribe(userId: string): Promise<void> {
    const user = this.#model.user(userId);
    if (!user.subscription) return;
    const { tier, anchor } = user.subscription;
    user.subscription = null;
    await this.#changed(this.#putSubscription(userId, tier, anchor, "canceled"));
  }

  #putSubscription(userId: string, tier: string, usageAnchor: number, status: string): Promise<number | null> {
    return this.#world.lab.putSubscription(this.#project.tenant, {
      userId,
      tier,
      status,
      usageAnchor,
      currentPeriodStart: usageAnchor,
      currentPeriodEnd: beginning + 10 * yearMs,
    });
  }

  async #erase(userId: string): Promise<void> {
    const rev = await this.#world.lab.eraseUser(this.#project.tenant, userId);
    if (rev === null) return;
    this.#rev = rev;
    this.#model.erase(userId);
  }

  /** The new key works at once, the old one no more. */
  async #renewKey(): Promise<void> {
    const { lab } = this.#world;
    const { tenant } = this.#project;
    const before = this.#secretKey;
    const keys = await lab.mintKeys(tenant, `key ${++this.#keys}`);
    this.#secretKey = keys.secretKey;
    const old = this.#publishableKey;
    this.#publishableKey = keys.publishableKey;
    await lab.revokeKeys(tenant, old);
    const refused = await call(this.#world, "/api/usage", { secretKey: before, userId: "ada" });
    if (refused.status !== 401) this.#note(`a revoked key was answered ${refused.status}`);
  }

  get #publishableKey(): string {
    return this.#currentPublishableKey ?? this.#project.publishableKey;
  }

  set #publishableKey(key: string) {
    this.#currentPublishableKey = key;
  }

  #currentPublishableKey: string | undefined;

  async #advance(realMs: number, businessMs: number): Promise<void> {
    this.#model.real += realMs;
    this.#model.business += businessMs;
    await this.#setClock();
  }

  #setClock(): Promise<void> {
    const { real, business } = this.#model;
    return this.#world.lab.setClock({ real, business, stopped: true }, this.#project.projectId);
  }

  /** A call whose commit fails is not acknowledged; if its rows may be there, the count is one of two. */
  async #fail(faults: { failCommits?: number; failSyncs?: number }, { userId, amount }: ModelEvent): Promise<void> {
    const { lab } = this.#world;
    const before = this.#model.usage(userId);
    await lab.setFaults(this.#project.projectId, faults);
    const answer = await this.#send(userId, amount, undefined);
    await lab.setFaults(this.#project.projectId, {});
    if (answer.status !== 503) {
      // Refused or counting nothing: there was no commit to fail.
      this.#compare(`track ${userId} ${amount} without a commit`, answer, this.#model.track(userId, amount, undefined));
      return;
    }
    if (faults.failSyncs) this.#model.forgetRefused();
    const after = await call(this.#world, "/api/usage", { secretKey: this.#secretKey, userId });
    const count: number = after.json.usage.count;
    const possible = faults.failSyncs ? [before.count, (before.count ?? 0) + amount] : [before.count];
    if (!possible.includes(count)) this.#note(`after a failed commit ${userId} has ${count}, not ${possible}`);
    if (count !== before.count) this.#model.track(userId, amount, undefined);
  }

  #send(userId: string, amount: number, key: string | undefined): Promise<ApiAnswer> {
    const project = { secretKey: this.#secretKey };
    return track(this.#world, project, userId, { amount, ...(key === undefined ? {} : { idempotencyKey: key }) });
  }

  #tier(name: string) {
    const tier = this.#model.tiers.get(name);
    if (!tier) throw new Error(`the model has no tier ${name}`);
    return tier;
  }

  async #changed(change: Promise<number | null>): Promise<void> {
    const rev = await change;
    if (rev === null) this.#note("a change found nothing to change");
    else this.#rev = rev;
  }

  #compare(what: string, answer: Pick<ApiAnswer, "status" | "json" | "text">, expected: Expected): void {
    const { status, json } = answer;
    const usage = json?.usage;
    const differs =
      status !== expected.status ||
      (expected.code !== undefined && json?.code !== expected.code) ||
      (expected.count !== undefined && usage?.count !== expected.count) ||
      (expected.plan !== undefined && usage?.plan !== expected.plan) ||
      (expected.limit !== undefined && usage?.limit !== expected.limit) ||
      (expected.body !== undefined && answer.text !== expected.body);
    if (differs) this.#note(`${what}: expected ${JSON.stringify(expected)}, got ${status} ${answer.text}`);
  }

  #note(violation: string): void {
    this.violations.push(violation);
  }
}

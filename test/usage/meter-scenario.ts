/** Plays a story of commands on a real project and on the model, and notes where they differ. */
import { call, createProject, type TestProject, type World } from "../world/world.ts";
import { MeterCalls } from "./meter-calls.ts";
import type { MeterCommand } from "./meter-commands.ts";
import { MeterModel } from "./meter-model.ts";

const firstTiers = { free: { limit: 20, rate: 8 }, pro: { limit: 60, rate: 20 }, max: { limit: null, rate: 40 } };

/** The tenth, so that anchors lie before the 29th and months are simple. */
const beginning = Date.UTC(2027, 0, 10, 12, 0, 1);
const yearMs = 365 * 24 * 60 * 60_000;

export class MeterScenario {
  readonly #world: World;
  readonly #project: TestProject;
  readonly #model = new MeterModel(firstTiers, beginning);
  readonly #calls: MeterCalls;
  #publishableKey: string;
  #rev = 1;
  #keys = 0;

  private constructor(world: World, project: TestProject) {
    this.#world = world;
    this.#project = project;
    this.#calls = new MeterCalls(world, project, this.#model);
    this.#publishableKey = project.publishableKey;
  }

  get violations(): readonly string[] {
    return this.#calls.violations;
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
        return this.#calls.track(command);
      case "burst":
        return this.#calls.burst(command.events);
      case "batch":
        return this.#calls.batch(command.events);
      case "release":
        return this.#calls.release(command.userId, command.key);
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
        return this.#calls.fail({ failCommits: 1 }, command.event);
      case "failSync":
        return this.#calls.fail({ failSyncs: 1 }, command.event);
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
      const answer = await call(this.#world, "/api/usage", { secretKey: this.#calls.secretKey, userId });
      this.#calls.compare(`usage of ${userId}`, answer, this.#model.usage(userId));
    }
    const [inMeter, inDatabase] = await Promise.all([lab.readMeterUsage(tenant), lab.readDatabaseUsage(tenant)]);
    if (JSON.stringify(inMeter) !== JSON.stringify(inDatabase)) {
      this.#calls.note(`D1 ${JSON.stringify(inDatabase)} is not the Meter ${JSON.stringify(inMeter)}`);
    }
    const days = inMeter.days
      .filter(({ count }) => count !== 0)
      .map(({ day, tier, count }) => `${day} ${tier} ${count}`);
    const expected = [...this.#model.days].filter(([, count]) => count !== 0).map((entry) => entry.join(" "));
    if (days.sort().join() !== expected.sort().join()) this.#calls.note(`the days hold ${days}, not ${expected}`);
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
    const before = this.#calls.secretKey;
    const keys = await lab.mintKeys(tenant, `key ${++this.#keys}`);
    this.#calls.secretKey = keys.secretKey;
    const old = this.#publishableKey;
    this.#publishableKey = keys.publishableKey;
    await lab.revokeKeys(tenant, old);
    const refused = await call(this.#world, "/api/usage", { secretKey: before, userId: "ada" });
    if (refused.status !== 401) this.#calls.note(`a revoked key was answered ${refused.status}`);
  }

  async #advance(realMs: number, businessMs: number): Promise<void> {
    this.#model.real += realMs;
    this.#model.business += businessMs;
    await this.#setClock();
  }

  #setClock(): Promise<void> {
    const { real, business } = this.#model;
    return this.#world.lab.setClock({ real, business, stopped: true }, this.#project.projectId);
  }

  #tier(name: string) {
    const tier = this.#model.tiers.get(name);
    if (!tier) throw new Error(`the model has no tier ${name}`);
    return tier;
  }

  async #changed(change: Promise<number | null>): Promise<void> {
    const rev = await change;
    if (rev === null) this.#calls.note("a change found nothing to change");
    else this.#rev = rev;
  }
}

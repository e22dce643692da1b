/** Calls as the developer's server makes them, each held against the model. */
import { type ApiAnswer, call, track, type World } from "../world/world.ts";
import { compareAnswer } from "./compare-answer.ts";
import type { ModelEvent } from "./meter-commands.ts";
import type { BatchGate, Expected, MeterModel } from "./meter-model.ts";

export class MeterCalls {
  readonly violations: string[] = [];
  secretKey: string;
  readonly #world: World;
  readonly #projectId: string;
  readonly #model: MeterModel;

  constructor(world: World, project: { projectId: string; secretKey: string }, model: MeterModel) {
    this.#world = world;
    this.#projectId = project.projectId;
    this.secretKey = project.secretKey;
    this.#model = model;
  }

  async track({ userId, amount, key }: ModelEvent): Promise<void> {
    const answer = await this.#send(userId, amount, key);
    const expected = this.#model.track(userId, amount, key);
    this.compare(`track ${userId} ${amount} ${key}`, answer, expected);
    if (answer.status === 200 && key !== undefined && amount > 0 && expected.body === undefined) {
      this.#model.remember(userId, key, amount, answer.text);
    }
  }

  /** In parallel the order is the Meter's to choose, so the totals are held against what was answered. */
  async burst(events: readonly ModelEvent[]): Promise<void> {
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
        this.note(`${userId} passed the limit of ${limit} in a burst`);
      const user = this.#model.user(userId);
      const { plan, period } = this.#model.entitlement(user);
      user.counts.set(period, count + sum);
      this.#model.addToDay(this.#model.dayAndTier(plan), sum);
      const number = Math.floor(this.#model.real / 60_000);
      if (user.minute.number !== number) user.minute = { number, accepted: 0, refused: 0 };
      user.minute.accepted += accepted.filter(({ amount }) => amount > 0).length;
      user.minute.refused += own.filter(({ answer }) => answer.json?.code === "tier_limit_reached").length;
      const usage = await call(this.#world, "/api/usage", { secretKey: this.secretKey, userId });
      this.compare(`usage of ${userId} after a burst`, usage, this.#model.usage(userId));
    }
  }

  async batch(events: readonly ModelEvent[]): Promise<void> {
    const answer = await call(this.#world, "/api/data/batch", {
      secretKey: this.secretKey,
      body: {
        events: events.map(({ userId, amount, key }) => ({
          userId,
          amount,
          ...(key === undefined ? {} : { idempotencyKey: key }),
        })),
      },
    });
    if (answer.status !== 200) return this.note(`a batch was answered ${answer.status} ${answer.text}`);
    const gates = new Map<string, BatchGate>();
    for (const [index, { userId, amount, key }] of events.entries()) {
      const { status, ...body } = answer.json.results[index];
      const expected = this.#model.trackInBatch(userId, amount, key, gates);
      const text = JSON.stringify(body);
      this.compare(`batch event ${index} of ${userId}`, { status, json: body, text }, expected);
      if (status === 200 && key !== undefined && amount > 0 && expected.body === undefined) {
        this.#model.remember(userId, key, amount, text);
      }
    }
  }

  async release(userId: string, key: string): Promise<void> {
    const answer = await call(this.#world, "/api/data/release", {
      secretKey: this.secretKey,
      userId,
      body: { idempotencyKey: key },
    });
    const expected = this.#model.release(userId, key);
    this.compare(`release ${userId} ${key}`, answer, expected);
    if (expected.released !== undefined && answer.json.released !== expected.released) {
      this.note(`release ${userId} ${key}: released is ${answer.json.released}, not ${expected.released}`);
    }
  }

  /** A call whose commit fails is not acknowledged; if its rows may be there, the count is one of two. */
  async fail(faults: { failCommits?: number; failSyncs?: number }, { userId, amount }: ModelEvent): Promise<void> {
    const { lab } = this.#world;
    const before = this.#model.usage(userId);
    await lab.setFaults(this.#projectId, faults);
    const answer = await this.#send(userId, amount, undefined);
    await lab.setFaults(this.#projectId, {});
    if (answer.status !== 503) {
      // Refused or counting nothing: there was no commit to fail.
      this.compare(`track ${userId} ${amount} without a commit`, answer, this.#model.track(userId, amount, undefined));
      return;
    }
    if (faults.failSyncs) this.#model.forgetRefused();
    const after = await call(this.#world, "/api/usage", { secretKey: this.secretKey, userId });
    const count: number = after.json.usage.count;
    const possible = faults.failSyncs ? [before.count, (before.count ?? 0) + amount] : [before.count];
    if (!possible.includes(count)) this.note(`after a failed commit ${userId} has ${count}, not ${possible}`);
    if (count !== before.count) this.#model.track(userId, amount, undefined);
  }

  #send(userId: string, amount: number, key: string | undefined): Promise<ApiAnswer> {
    const project = { secretKey: this.secretKey };
    return track(this.#world, project, userId, { amount, ...(key === undefined ? {} : { idempotencyKey: key }) });
  }

  compare(what: string, answer: Pick<ApiAnswer, "status" | "json" | "text">, expected: Expected): void {
    if (compareAnswer(answer, expected)) return;
    this.note(`${what}: expected ${JSON.stringify(expected)}, got ${answer.status} ${answer.text}`);
  }

  note(violation: string): void {
    this.violations.push(violation);
  }
}

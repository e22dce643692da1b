/** Does to the Workers what {@link LabMethods} says. Reached through the bridge, never over the public ports. */
import { WorkerEntrypoint } from "cloudflare:workers";
import {
  mintKeyPair,
  newId,
  newProjectId,
  parseProjectId,
  revokeKeyPair,
  rotateSecret,
  type Scope,
  scopeOf,
  shardsOf,
} from "@dream-api/domain";
import { tenantCustomers, tenantProjects } from "@dream-api/storage";
import { runCrons } from "../../../api-multi/src/crons/run-crons.ts";
import type { Env } from "../../../api-multi/src/env.ts";
import { type Services, servicesOf } from "../../../api-multi/src/services.ts";
import type {
  ClockSetting,
  Faults,
  IoCounters,
  LabMethods,
  LabProject,
  LabSubscription,
  MeterName,
  StoredUsage,
  TenantName,
} from "../lab-methods.ts";
import type { LabMeter } from "./lab-meter.ts";
import { countersOf, labClock, labOf, setClock, unattributed } from "./lab-state.ts";
import { watchedEnv } from "./watched-env.ts";

type Answers = { [Name in keyof LabMethods]: (...parameters: Parameters<LabMethods[Name]>) => unknown };

type LabMeterClient = Pick<LabMeter, "stored" | "ringAlarm" | "evict" | "flushAll" | "flushChanges">;

const labAccount = "acct_lab";

export class Lab extends WorkerEntrypoint<Env> implements Answers {
  async createProject(project: LabProject) {
    const projectId = project.projectId
      ? scope({ projectId: project.projectId, mode: "test" }).projectId
      : newProjectId();
    const platformId = project.platformId ?? newId("platform");
    await this.#projects().createProject(scopeOf(projectId, project.mode), {
      platformId,
      name: project.name,
      type: project.type,
      currency: "usd",
      tiers: (project.tiers ?? []).map((tier) => ({
        displayName: tier.name,
        interval: "month",
        features: [],
        popular: false,
        trialDays: 0,
        ...tier,
      })),
      products: (project.products ?? []).map((product) => ({
        description: "",
        imageUrl: null,
        features: [],
        shippable: false,
        ...product,
      })),
    });
    return { projectId, platformId };
  }

  async hasProject(projectId: string) {
    return (await this.#first("SELECT 1 FROM projects WHERE project_id = ?", projectId)) !== null;
  }

  mintKeys(tenant: TenantName, label: string) {
    return mintKeyPair(scope(tenant), label, this.#services().keyDependencies);
  }

  rotateSecret(tenant: TenantName, publishableKey: string, overlapSeconds: number) {
    return rotateSecret(scope(tenant), { publishableKey, overlapSeconds }, this.#services().keyDependencies);
  }

  revokeKeys(tenant: TenantName, publishableKey: string) {
    return revokeKeyPair(scope(tenant), publishableKey, this.#services().keyDependencies);
  }

  changeTier(...[tenant, name, changes, options]: Parameters<LabMethods["changeTier"]>) {
    return this.#announced(tenant, this.#projects().changeTier(scope(tenant), name, changes), options);
  }

  assignTier(...[tenant, userId, tier, options]: Parameters<LabMethods["assignTier"]>) {
    return this.#announced(tenant, this.#customers().assignTier(scope(tenant), userId, tier), options);
  }

  eraseUser(tenant: TenantName, userId: string) {
    return this.#announced(tenant, this.#customers().eraseUser(scope(tenant), userId));
  }

  async putSubscription(tenant: TenantName, subscription: LabSubscription) {
    const { projectId, mode } = scope(tenant);
    const { cancelAt = null, firstFailedAt = null, ...facts } = subscription;
    const [bumped] = await this.env.DB.batch<{ rev: number }>([
      this.env.DB.prepare(
        "UPDATE project_modes SET rev = rev + 1 WHERE project_id = ?1 AND mode = ?2 RETURNING rev",
      ).bind(projectId, mode),
      this.env.DB.prepare(
        `INSERT OR REPLACE INTO subscriptions (stripe_account_id, subscription_id, project_id, mode, user_id, tier, status,
           interval, usage_anchor, current_period_start, current_period_end, cancel_at, first_failed_at, rev)
         VALUES (?3, 'sub_' || ?4, ?1, ?2, ?4, ?5, ?6, 'month', ?7, ?8, ?9, ?10, ?11,
           (SELECT rev FROM project_modes WHERE project_id = ?1 AND mode = ?2))`,
      ).bind(
        projectId,
        mode,
        `${labAccount}_${projectId}_${mode}`,
        facts.userId,
        facts.tier,
        facts.status,
        facts.usageAnchor,
        facts.currentPeriodStart,
        facts.currentPeriodEnd,
        cancelAt,
        firstFailedAt,
      ),
    ]);
    return this.#announced(tenant, Promise.resolve(bumped?.results[0]?.rev ?? null));
  }

  async coverPlatform(platformId: string, coveredUntil: number | null) {
    await this.env.DB.batch([
      this.env.DB.prepare("UPDATE platforms SET covered_until = ?2 WHERE platform_id = ?1").bind(
        platformId,
        coveredUntil,
      ),
      this.env.DB.prepare(
        "UPDATE project_modes SET rev = rev + 1 WHERE project_id IN (SELECT project_id FROM projects WHERE platform_id = ?1)",
      ).bind(platformId),
    ]);
    const { results } = await this.env.DB.prepare(
      "SELECT project_id AS projectId, mode, rev FROM project_modes WHERE project_id IN (SELECT project_id FROM projects WHERE platform_id = ?1)",
    )
      .bind(platformId)
      .all<TenantName & { rev: number }>();
    for (const { rev, ...tenant } of results) await this.announce(tenant, rev);
  }

  deleteProject(tenant: TenantName) {
    return this.#announced(tenant, this.#projects().deleteProject(scope(tenant)));
  }

  async announce(tenant: TenantName, rev: number) {
    return (await this.#services().keyDependencies.announce(scope(tenant), rev)) === "announced";
  }

  async readDatabaseUsage({ projectId, mode }: TenantName): Promise<StoredUsage> {
    const [counts, days] = await this.env.DB.batch([
      this.env.DB.prepare(
        `SELECT user_id AS userId, anchor, period_start AS periodStart, count FROM usage_counts
         WHERE project_id = ?1 AND mode = ?2 ORDER BY 1, 2, 3`,
      ).bind(projectId, mode),
      this.env.DB.prepare(
        `SELECT day, tier, SUM(count) AS count FROM usage_days WHERE project_id = ?1 AND mode = ?2 GROUP BY 1, 2 ORDER BY 1, 2`,
      ).bind(projectId, mode),
    ]);
    return { counts: counts?.results ?? [], days: days?.results ?? [] } as StoredUsage;
  }

  async readMeterUsage(tenant: TenantName): Promise<StoredUsage> {
    const stored = await this.#eachMeter(tenant, (meter) => meter.stored());
    const days = new Map<string, { day: number; tier: string; count: number }>();
    for (const { day, tier, count } of stored.flatMap((usage) => usage?.days ?? [])) {
      days.set(`${day}:${tier}`, { day, tier, count: count + (days.get(`${day}:${tier}`)?.count ?? 0) });
    }
    return {
      counts: stored.flatMap((usage) => usage?.counts ?? []).sort(byUserAndPeriod),
      days: [...days.values()].sort((left, right) => left.day - right.day || compare(left.tier, right.tier)),
    };
  }

  async endUserIds({ projectId, mode }: TenantName) {
    const { results } = await this.env.DB.prepare(
      "SELECT user_id AS id FROM end_users WHERE project_id = ? AND mode = ? ORDER BY 1",
    )
      .bind(projectId, mode)
      .all<{ id: string }>();
    return results.map(({ id }) => id);
  }

  async lastUsedAt(publishableKey: string) {
    const row = await this.#first<{ at: number | null }>(
      "SELECT MAX(last_used_at) AS at FROM api_secrets WHERE publishable_key = ?",
      publishableKey,
    );
    return row?.at ?? null;
  }

  async outboxSize({ projectId, mode }: TenantName) {
    const row = await this.#first<{ size: number }>(
      "SELECT COUNT(*) AS size FROM outbox WHERE topic = ?",
      `meter:${projectId}:${mode}`,
    );
    return row?.size ?? 0;
  }

  setClock(setting: ClockSetting, projectId?: string) {
    setClock(setting, projectId);
  }

  async flush(tenant: TenantName, options?: { everything?: boolean }) {
    await this.#eachMeter(tenant, (meter) => (options?.everything ? meter.flushAll() : meter.flushChanges()));
  }

  async runAlarm(tenant: TenantName) {
    await this.#eachMeter(tenant, (meter) => meter.ringAlarm());
  }

  runCrons() {
    return runCrons(this.env, labClock());
  }

  async evict(tenant: TenantName) {
    // The object ends while it is asked to, so its answer is always a failure.
    await this.#eachMeter(tenant, (meter) => Promise.resolve(meter.evict()).catch(() => undefined));
  }

  async forgetDatabaseUsage({ projectId, mode }: TenantName) {
    await this.env.DB.batch(
      ["usage_counts", "usage_days"].map((table) =>
        this.env.DB.prepare(`DELETE FROM ${table} WHERE project_id = ? AND mode = ?`).bind(projectId, mode),
      ),
    );
  }

  setFaults(projectId: string, faults: Faults) {
    const lab = labOf(projectId);
    lab.faults = faults;
    lab.failCommits = faults.failCommits ?? 0;
    lab.failSyncs = faults.failSyncs ?? 0;
  }

  releaseAnswers(projectId: string) {
    const lab = labOf(projectId);
    const held = lab.held.splice(0);
    lab.faults = { ...lab.faults, holdDatabaseAnswers: false };
    for (const release of held) release();
    return held.length;
  }

  heldAnswers(projectId: string) {
    return labOf(projectId).held.length;
  }

  async hasMeterStorage({ shard, ...tenant }: MeterName) {
    return (await this.#meter(scope(tenant), shard).stored()) !== null;
  }

  resetCounters(projectId: string) {
    for (const id of [projectId, unattributed]) {
      const lab = labOf(id);
      lab.databaseOperations = 0;
      lab.meterCalls = 0;
      lab.meterRowsWritten = 0;
    }
  }

  readCounters(projectId: string): IoCounters {
    const own = countersOf(projectId);
    return { ...own, databaseOperations: own.databaseOperations + countersOf(unattributed).databaseOperations };
  }

  async #announced(tenant: TenantName, change: Promise<number | null>, options: { announce?: boolean } = {}) {
    const rev = await change;
    if (rev !== null && options.announce !== false) await this.announce(tenant, rev);
    return rev;
  }

  #services(): Services {
    return servicesOf(watchedEnv(this.env), labClock());
  }

  #projects() {
    return tenantProjects(this.#services().database, () => labClock()().real);
  }

  #customers() {
    return tenantCustomers(this.#services().database, () => labClock()().real);
  }

  #meter({ projectId, mode }: Scope, shard: number): LabMeterClient {
    const id = this.env.METER.idFromName(`${projectId}:${mode}:${shard}`);
    return this.env.METER.get(id) as unknown as LabMeterClient;
  }

  #eachMeter<Answer>(tenant: TenantName, ask: (meter: LabMeterClient) => Answer | Promise<Answer>): Promise<Answer[]> {
    const own = scope(tenant);
    const shards = Array.from({ length: shardsOf[own.mode] }, (_, shard) => shard);
    return Promise.all(shards.map((shard) => ask(this.#meter(own, shard))));
  }

  #first<Row = unknown>(query: string, ...bindings: unknown[]): Promise<Row | null> {
    return this.env.DB.prepare(query)
      .bind(...bindings)
      .first<Row>();
  }
}

function scope({ projectId, mode }: TenantName): Scope {
  const parsed = parseProjectId(projectId);
  if (!parsed) throw new Error(`${projectId} is not the id of a project`);
  return scopeOf(parsed, mode);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function byUserAndPeriod(left: StoredUsage["counts"][number], right: StoredUsage["counts"][number]): number {
  return compare(left.userId, right.userId) || left.anchor - right.anchor || left.periodStart - right.periodStart;
}

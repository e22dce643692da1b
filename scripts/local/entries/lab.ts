/** Does to the Workers what {@link LabMethods} says. Reached through the bridge, never over the public ports. */
import {
  mintKeyPair,
  newId,
  newProjectId,
  platformScopeOf,
  revokeKeyPair,
  rotateSecret,
  type Scope,
  scopeOf,
  shardsOf,
} from "@dream-api/domain";
import { tenantCustomers, tenantErasure, tenantProjects } from "@dream-api/storage";
import { runCrons } from "../../../api-multi/src/crons/run-crons.ts";
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
import { byUserAndPeriod, compare } from "./compare.ts";
import { coverPlatform, putSubscription } from "./lab-billing.ts";
import { LabLooks, scope } from "./lab-looks.ts";
import type { LabMeter } from "./lab-meter.ts";
import { countersOf, labClock, labOf, setClock, unattributed } from "./lab-state.ts";
import { watchedEnv } from "./watched-env.ts";

type Answers = { [Name in keyof LabMethods]: (...parameters: Parameters<LabMethods[Name]>) => unknown };

type LabMeterClient = Pick<LabMeter, "stored" | "ringAlarm" | "evict" | "flushAll" | "flushChanges">;

export class Lab extends LabLooks implements Answers {
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

  async eraseUser(tenant: TenantName, userId: string) {
    const own = scope(tenant);
    // Also one of whom only the Meter has heard yet.
    await this.#customers().adopt(own, userId);
    const by = { platform: platformScopeOf("lab"), actor: { name: "system", requestId: null } } as const;
    const erasure = tenantErasure(this.#services().database, () => labClock()().real);
    const erased = await erasure.erase(own, by, userId, newId("erasedUser"));
    return this.#announced(tenant, Promise.resolve(typeof erased === "number" ? erased : null));
  }

  putSubscription(tenant: TenantName, subscription: LabSubscription) {
    return this.#announced(tenant, putSubscription(this.env.DB, scope(tenant), subscription));
  }

  async coverPlatform(platformId: string, coveredUntil: number | null) {
    const covered = await coverPlatform(this.env.DB, platformId, coveredUntil);
    for (const { rev, ...tenant } of covered) await this.announce(tenant, rev);
  }

  async deleteProject(tenant: TenantName) {
    const ended = (await this.#projects().deleteProject(scope(tenant))) ?? [];
    for (const { mode, rev } of ended) await this.announce({ ...tenant, mode }, rev);
  }

  async announce(tenant: TenantName, rev: number) {
    return (await this.#services().keyDependencies.announce(scope(tenant), rev)) === "announced";
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

  #projects = () => tenantProjects(this.#services().database, () => labClock()().real);

  #customers = () => tenantCustomers(this.#services().database, () => labClock()().real);

  #meter({ projectId, mode }: Scope, shard: number): LabMeterClient {
    const id = this.env.METER.idFromName(`${projectId}:${mode}:${shard}`);
    return this.env.METER.get(id) as unknown as LabMeterClient;
  }

  #eachMeter<Answer>(tenant: TenantName, ask: (meter: LabMeterClient) => Answer | Promise<Answer>): Promise<Answer[]> {
    const own = scope(tenant);
    const shards = Array.from({ length: shardsOf[own.mode] }, (_, shard) => shard);
    return Promise.all(shards.map((shard) => ask(this.#meter(own, shard))));
  }
}

/**
 * The counter of a project's users: a Durable Object for each project, mode and shard, and the one authority on
 * what was used in the current period. This class is its surface; the work is in `open-meter.ts`.
 */
import { DurableObject } from "cloudflare:workers";
import type { UsageEvent } from "@dream-api/contract";
import {
  type Clock,
  type Outcome,
  type Refused,
  type Release,
  readUsage,
  refuseProjectType,
  releaseUsage,
  trackUsage,
  trackUsageBatch,
} from "@dream-api/domain";
import { systemClock } from "@dream-api/http";
import { hasCountsOf, type LiveFigures, openDatabase } from "@dream-api/storage";
import { type Env, planIsNeeded } from "../env.ts";
import { report } from "../report.ts";
import type { Credential, MeterClient, UsageQuery } from "./meter-client.ts";
import { addressOf } from "./meter-of.ts";
import { type MeterDependencies, type OpenMeter, openMeter } from "./open-meter.ts";

export class Meter extends DurableObject<Env> implements MeterClient {
  protected readonly clock: Clock = systemClock;
  #meter: OpenMeter | null = null;

  track(credential: Credential, event: UsageEvent): Promise<Outcome> {
    return this.meter().decide(
      credential,
      [event.userId],
      (counting) => refuseProjectType(counting.knowledge) ?? trackUsage(event, counting),
    );
  }

  trackBatch(secretHash: string, events: readonly UsageEvent[]): Promise<Outcome[] | Refused> {
    const userIds = [...new Set(events.map(({ userId }) => userId))];
    return this.meter().decide(
      secretHash,
      userIds,
      (counting) => refuseProjectType(counting.knowledge) ?? trackUsageBatch(events, counting),
    );
  }

  release(secretHash: string, release: Release): Promise<Outcome> {
    return this.meter().decide(
      secretHash,
      [release.userId],
      (counting) => refuseProjectType(counting.knowledge) ?? releaseUsage(release, counting),
    );
  }

  usage(credential: Credential, query: UsageQuery): Promise<Outcome> {
    return this.meter().decide(
      credential,
      [query.userId],
      (counting) => refuseProjectType(counting.knowledge) ?? readUsage(query, counting),
    );
  }

  async hasCounted(userId: string): Promise<boolean> {
    return hasCountsOf(this.ctx.storage.sql, userId);
  }

  live(credential: Credential): Promise<LiveFigures | Refused> {
    return this.meter().live(credential);
  }

  heed(rev: number): Promise<void> {
    return this.meter().heed(rev);
  }

  flushAll(): Promise<void> {
    return this.meter().flushing.flush(true);
  }

  override alarm(): Promise<void> {
    return this.meter().flushing.onAlarm();
  }

  protected meter(): OpenMeter {
    this.#meter ??= openMeter(this.dependencies());
    return this.#meter;
  }

  protected dependencies(): MeterDependencies {
    const address = addressOf(this.ctx.id.name);
    return {
      storage: this.ctx.storage,
      database: openDatabase(this.env.DB),
      address,
      clock: this.clock,
      needsPlan: planIsNeeded(this.env, address.scope.mode),
      report,
    };
  }
}

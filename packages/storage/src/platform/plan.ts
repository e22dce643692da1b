/** Platforms' plans: read by our own Stripe ids, written against the row's rev. */
import {
  noPlan,
  type Plan,
  type PlanChange,
  type PlanRow,
  type PlanStore,
  type PlatformScope,
  platformScopeOf,
  type SavedPlan,
  type ToldPlan,
} from "@dream-api/domain";
import { and, count, eq, inArray, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import { announceProjectsOf, bumpProjectsOf, changedProjects } from "../d1/change-platform.ts";
import type { Database } from "../d1/database.ts";
import { discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { endUsers, outbox, platforms, projectModes, projects } from "../d1/schema/index.ts";
import { leaveNotice, recordAudit, withdrawNotices } from "./audit.ts";
import { platformRepository } from "./repository.ts";

const planColumns = {
  status: platforms.planStatus,
  stripeSubscriptionId: platforms.stripeSubscriptionId,
  trialEndsAt: platforms.trialEndsAt,
  currentPeriodEnd: platforms.currentPeriodEnd,
  cancelAt: platforms.cancelAt,
  trialUsed: platforms.trialUsed,
  graceUntil: platforms.graceUntil,
  coveredUntil: platforms.coveredUntil,
} satisfies Record<keyof Plan, unknown>;

/** What a developer's account says of itself. */
export interface PlatformAccount {
  readonly platformId: string;
  readonly clerkUserId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly createdAt: number;
  readonly stripeCustomerId: string | null;
  readonly plan: Plan;
  readonly isClosed: boolean;
}

export function platformPlans(database: Database) {
  return platformRepository({
    async readAccount({ platformId }: PlatformScope): Promise<PlatformAccount | null> {
      const { clerkUserId, email, name, createdAt, stripeCustomerId, closedAt } = platforms;
      const [row] = await database
        .select({ clerkUserId, email, name, createdAt, stripeCustomerId, closedAt, plan: planColumns })
        .from(platforms)
        .where(eq(platforms.platformId, platformId));
      if (!row) return null;
      const { closedAt: closed, ...account } = row;
      return { platformId, ...account, plan: { ...noPlan, ...row.plan }, isClosed: closed !== null };
    },

    async readToldPlan({ platformId }: PlatformScope): Promise<ToldPlan | null> {
      const [row] = await database
        .select({ clerkUserId: platforms.clerkUserId, coveredUntil: platforms.coveredUntil })
        .from(platforms)
        .where(and(eq(platforms.platformId, platformId), isNull(platforms.closedAt)));
      return row ?? null;
    },

    /** Writes the customer's id unless there is one. @returns the id that stands */
    async keepCustomer({ platformId }: PlatformScope, stripeCustomerId: string): Promise<string> {
      await database
        .update(platforms)
        .set({ stripeCustomerId })
        .where(and(eq(platforms.platformId, platformId), isNull(platforms.stripeCustomerId)));
      const [row] = await database
        .select({ kept: platforms.stripeCustomerId })
        .from(platforms)
        .where(eq(platforms.platformId, platformId));
      return row?.kept ?? stripeCustomerId;
    },

    /** Over all projects that are not deleted. */
    async countLiveEndUsers({ platformId }: PlatformScope): Promise<number> {
      const [row] = await database
        .select({ users: count() })
        .from(endUsers)
        .innerJoin(projects, and(eq(projects.projectId, endUsers.projectId), isNull(projects.deletedAt)))
        .where(and(eq(projects.platformId, platformId), eq(endUsers.mode, "live"), ne(endUsers.status, "erased")));
      return row?.users ?? 0;
    },
  });
}

/** For the work that follows Stripe's news: it starts from a customer's id, which we stored ourselves. */
export function planStore(database: Database): PlanStore {
  return discreet({
    async findByCustomer(customerId: string): Promise<PlanRow | null> {
      const { platformId, rowRev, closedAt } = platforms;
      const [row] = await database
        .select({ platformId, rowRev, closedAt, plan: planColumns })
        .from(platforms)
        .where(eq(platforms.stripeCustomerId, customerId));
      if (!row) return null;
      const { plan, rowRev: read, closedAt: closed } = row;
      return { platform: platformScopeOf(row.platformId), plan, rowRev: read, isClosed: closed !== null };
    },

    async listOverdue(periodEndedBefore: number, limit: number) {
      const isRunning = inArray(platforms.planStatus, ["trialing", "active", "past_due"]);
      const rows = await database
        .select({ customerId: platforms.stripeCustomerId })
        .from(platforms)
        .where(and(isRunning, lt(platforms.currentPeriodEnd, periodEndedBefore), isNotNull(platforms.stripeCustomerId)))
        .limit(limit);
      return rows.flatMap(({ customerId }) => customerId ?? []);
    },

    async savePlan({ platformId }: PlatformScope, change: PlanChange): Promise<SavedPlan | null> {
      const { plan, from, actor, realNow, notice, withdrawn } = change;
      const { status: planStatus, ...columns } = plan;
      const isCoverageChanged = plan.coveredUntil !== from.coveredUntil;
      const tell = (dueAt: number) => leavePlanEffect(database, platformId, realNow, dueAt);
      const detail = { from: from.status, to: plan.status, coveredUntil: plan.coveredUntil };
      try {
        const [, , bumped, [left]] = await database.batch([
          database
            .update(platforms)
            .set({ ...columns, planStatus, rowRev: sql`${platforms.rowRev} + 1` })
            .where(and(eq(platforms.platformId, platformId), eq(platforms.rowRev, change.readRev))),
          expectOneRow(database),
          isCoverageChanged ? bumpProjectsOf(database, platformId) : readNoProjects(database),
          tell(realNow + effectDelayMs),
          ...(isCoverageChanged ? [announceProjectsOf(database, platformId, realNow)] : []),
          ...(change.tellAgainAt === null ? [] : [tell(change.tellAgainAt)]),
          recordAudit(database, { platformId, actor, action: "plan.changed", detail }, realNow),
          withdrawNotices(database, platformId, withdrawn, realNow),
          ...(notice ? [leaveNotice(database, notice, realNow)] : []),
        ]);
        return { projects: changedProjects(bumped), outboxId: left?.id ?? 0 };
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
    },
  });
}

/** Long enough for the caller to tell Clerk itself and take the entry out of the outbox. */
const effectDelayMs = 10_000;

/** What repeats telling Clerk of a plan until it got through. */
export function leavePlanEffect(database: Database, platformId: string, createdAt: number, dueAt: number) {
  return database
    .insert(outbox)
    .values({ kind: "developer_plan", topic: `plan:${platformId}`, payload: { platformId }, createdAt, dueAt })
    .returning({ id: outbox.id });
}

/** A batch has fixed places; this holds one that is not needed. */
function readNoProjects(database: Database) {
  const { projectId, mode, rev } = projectModes;
  return database.select({ projectId, mode, rev }).from(projectModes).where(sql`0`);
}

/** A project's end users: made, changed and put on tiers. Erasing them stands in `customer-erasure.ts`. */
import { type ChangedBy, type CustomerChanges, type NewCustomer, type Scope, searchable } from "@dream-api/domain";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { changeProject, revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { endUsers, guard, outbox, tiers } from "../d1/schema/index.ts";
import { recordAudit } from "../platform/audit.ts";
import { invitationTopic } from "./customer-invitations.ts";
import { planColumns } from "./customer-plan.ts";
import { tenantRepository } from "./repository.ts";

const oneUser = [endUsers.projectId, endUsers.mode, endUsers.userId];

export function tenantCustomers(database: Database, realNow: () => number) {
  const isUser = (scope: Scope, userId: string) =>
    and(eq(endUsers.projectId, scope.projectId), eq(endUsers.mode, scope.mode), eq(endUsers.userId, userId));

  const isInvited = (scope: Scope, email: string) =>
    and(
      eq(endUsers.projectId, scope.projectId),
      eq(endUsers.mode, scope.mode),
      eq(endUsers.searchEmail, searchable(email)),
      eq(endUsers.status, "invited"),
    );

  /** Ends the batch when the tier is not one that can be given out. */
  const expectTier = (scope: Scope, tier: string | null | undefined) =>
    tier == null
      ? []
      : [
          database
            .update(tiers)
            .set({ name: tiers.name })
            .where(
              and(
                eq(tiers.projectId, scope.projectId),
                eq(tiers.mode, scope.mode),
                eq(tiers.name, tier),
                isNull(tiers.archivedAt),
              ),
            ),
          expectOneRow(database),
        ];

  /** Ends the batch when somebody waits for the address already: that person is to be one customer. */
  const expectUninvited = (scope: Scope, { status, email }: NewCustomer) =>
    status !== "invited" || email === null
      ? []
      : [
          database.insert(guard).select(
            database
              .select({ ok: sql<number>`NULL`.as("ok") })
              .from(endUsers)
              .where(isInvited(scope, email)),
          ),
        ];

  const audit = (scope: Scope, { platform, actor }: ChangedBy, action: string, detail: Record<string, unknown>) =>
    recordAudit(
      database,
      { platformId: platform.platformId, projectId: scope.projectId, mode: scope.mode, actor, action, detail },
      realNow(),
    );

  const leaveInvitation = ({ projectId, mode }: Scope, userId: string) =>
    database.insert(outbox).values({
      kind: "customer_invitation",
      topic: invitationTopic({ projectId, mode }, userId),
      payload: { projectId, mode, userId },
      createdAt: realNow(),
      dueAt: realNow() + invitationDelayMs,
    });

  return tenantRepository({
    async create(scope: Scope, by: ChangedBy, customer: NewCustomer) {
      const { userId, email, name, assignedTier, invite } = customer;
      const values = {
        ...named(name),
        email,
        searchEmail: email === null ? null : searchable(email),
        status: customer.status,
        assignedTier,
        ...planColumns(scope, userId, assignedTier),
        createdAt: realNow(),
        lastActiveAt: null,
        rev: revOf(scope),
      };
      const rev = await changeProject(database, scope, realNow(), [
        ...expectTier(scope, assignedTier),
        ...expectUninvited(scope, customer),
        database
          .insert(endUsers)
          .values({ projectId: scope.projectId, mode: scope.mode, userId, ...values })
          .onConflictDoUpdate({ target: oneUser, set: values, setWhere: eq(endUsers.status, "erased") }),
        expectOneRow(database),
        audit(scope, by, "customer.created", { customerId: userId, plan: assignedTier }),
        ...(invite ? [leaveInvitation(scope, userId)] : []),
      ]);
      if (rev !== null) return rev;
      const isTaken = and(isUser(scope, userId), ne(endUsers.status, "erased"));
      const taken = await database
        .select({ userId: endUsers.userId })
        .from(endUsers)
        .where(email === null ? isTaken : sql`(${isTaken}) OR (${isInvited(scope, email)})`);
      return taken.length > 0 ? ("exists" as const) : ("gone" as const);
    },

    async change(scope: Scope, by: ChangedBy, userId: string, changes: CustomerChanges) {
      const { name, assignedTier } = changes;
      const rename = name === undefined ? {} : named(name);
      const entry = audit(scope, by, "customer.changed", {
        customerId: userId,
        changed: Object.keys(changes),
        ...(assignedTier === undefined ? {} : { plan: assignedTier }),
      });
      const living = and(isUser(scope, userId), ne(endUsers.status, "erased"));
      if (assignedTier !== undefined) {
        const assigned = { assignedTier, ...planColumns(scope, userId, assignedTier), rev: revOf(scope) };
        return changeProject(database, scope, realNow(), [
          ...expectTier(scope, assignedTier),
          database
            .update(endUsers)
            .set({ ...rename, ...assigned })
            .where(living),
          expectOneRow(database),
          entry,
        ]);
      }
      return (await passesGuards(
        database.batch([database.update(endUsers).set(rename).where(living), expectOneRow(database), entry]),
      ))
        ? ("done" as const)
        : null;
    },

    /** Makes the row that the first flush of a user makes, unless it is there. */
    async adopt(scope: Scope, userId: string): Promise<void> {
      const row = { projectId: scope.projectId, mode: scope.mode, userId, createdAt: realNow() };
      await database
        .insert(endUsers)
        .values({ ...row, status: "active" })
        .onConflictDoNothing();
    },

    /**
     * Puts a user on a tier, or takes them off it with null; makes the user's row where there is none.
     * @returns the project's new rev, or null when it has no such tier or does not exist
     */
    assignTier(scope: Scope, userId: string, tier: string | null): Promise<number | null> {
      const values = {
        assignedTier: tier,
        ...planColumns(scope, userId, tier),
        status: "active" as const,
        rev: revOf(scope),
      };
      return changeProject(database, scope, realNow(), [
        ...expectTier(scope, tier),
        database
          .insert(endUsers)
          .values({ projectId: scope.projectId, mode: scope.mode, userId, createdAt: realNow(), ...values })
          .onConflictDoUpdate({ target: oneUser, set: values }),
      ]);
    },
  });
}

/** Long enough for the caller to send the mail itself. */
const invitationDelayMs = 10_000;

function named(name: string | null) {
  return { name, searchName: name === null ? null : searchable(name) };
}

async function passesGuards(batch: Promise<unknown>): Promise<boolean> {
  try {
    await batch;
    return true;
  } catch (error) {
    if (isGuardFailure(error)) return false;
    throw error;
  }
}

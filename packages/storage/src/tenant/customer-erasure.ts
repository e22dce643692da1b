/** The end of a customer's data in D1: what is kept for the books leads to nobody, everything else goes. */
import type { ChangedBy, ErasureStore, Scope } from "@dream-api/domain";
import { and, eq, inArray, ne, notExists, notInArray, type SQL, sql } from "drizzle-orm";
import { changeProject, revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow } from "../d1/guard.ts";
import {
  checkoutSessions,
  endUsers,
  idempotencyKeys,
  inboxEvents,
  mrrMovements,
  orders,
  outbox,
  stripeCustomers,
  subscriptions,
  usageCounts,
} from "../d1/schema/index.ts";
import { recordAudit } from "../platform/audit.ts";
import { invitationTopic } from "./customer-invitations.ts";
import { endSignIns } from "./end-sign-ins.ts";
import { tenantRepository } from "./repository.ts";

const over = ["canceled", "incomplete_expired"] as const;

export function tenantErasure(database: Database, realNow: () => number) {
  /** The rows of one user in one of the tables that have a user. */
  const ofUser = (table: UserTable, { projectId, mode }: Scope, userId: string) =>
    and(eq(table.projectId, projectId), eq(table.mode, mode), eq(table.userId, userId));

  const running = (scope: Scope, userId: string) =>
    database
      .select({ one: sql`1` })
      .from(subscriptions)
      .where(
        and(
          ofUser(subscriptions, scope, userId),
          sql`${subscriptions.duplicateOf} IS NULL`,
          notInArray(subscriptions.status, [...over]),
        ),
      );

  /** Rows that money hangs on: they keep what Stripe and the accounts need, under another name. */
  const pseudonymise = (scope: Scope, userId: string, pseudonym: string) => {
    const ownSubscriptions = database
      .select({ id: subscriptions.subscriptionId })
      .from(subscriptions)
      .where(ofUser(subscriptions, scope, userId));
    const ownAccounts = database
      .selectDistinct({ id: subscriptions.stripeAccountId })
      .from(subscriptions)
      .where(ofUser(subscriptions, scope, userId));
    const faceless = { email: null, searchEmail: null, phone: null, shippingAddress: null, browserHash: null };
    return [
      // By their subscriptions, for which there is an index, and so before those.
      database
        .update(mrrMovements)
        .set({ userId: pseudonym })
        .where(
          and(
            inArray(mrrMovements.stripeAccountId, ownAccounts),
            inArray(mrrMovements.subscriptionId, ownSubscriptions),
            ofUser(mrrMovements, scope, userId),
          ),
        ),
      database
        .update(subscriptions)
        .set({ userId: pseudonym })
        .where(ofUser(subscriptions, scope, userId)),
      database
        .update(stripeCustomers)
        .set({ userId: pseudonym })
        .where(ofUser(stripeCustomers, scope, userId)),
      database
        .update(orders)
        .set({ ...faceless, userId: pseudonym })
        .where(ofUser(orders, scope, userId)),
      database
        .update(checkoutSessions)
        .set({ userId: pseudonym, url: null })
        .where(ofUser(checkoutSessions, scope, userId)),
    ];
  };

  return tenantRepository({
    async erase(scope: Scope, by: ChangedBy, userId: string, pseudonym: string) {
      const { projectId, mode } = scope;
      const tombstone = {
        clerkUserId: null,
        email: null,
        name: null,
        searchEmail: null,
        searchName: null,
        status: "erased" as const,
        assignedTier: null,
        plan: null,
        planSource: null,
        lastActiveAt: null,
        erasedRev: revOf(scope),
        rev: revOf(scope),
      };
      const { platform, actor } = by;
      const entry = { platformId: platform.platformId, projectId, mode, actor, action: "customer.erased" };
      const rev = await changeProject(database, scope, realNow(), [
        database
          .update(endUsers)
          .set(tombstone)
          .where(
            and(ofUser(endUsers, scope, userId), ne(endUsers.status, "erased"), notExists(running(scope, userId))),
          ),
        expectOneRow(database),
        database.delete(usageCounts).where(ofUser(usageCounts, scope, userId)),
        // While the rows still say whose they are.
        forgetPayloads(database, scope, userId),
        ...pseudonymise(scope, userId, pseudonym),
        database.delete(outbox).where(eq(outbox.topic, invitationTopic(scope, userId))),
        forgetAnswers(database, scope, userId),
        ...endSignIns(database, scope, userId),
        recordAudit(database, { ...entry, detail: { customerId: userId } }, realNow()),
      ]);
      if (rev !== null) return rev;
      return (await running(scope, userId)).length > 0 ? ("subscribed" as const) : ("gone" as const);
    },
  } satisfies ErasureStore & Record<string, unknown>);
}

type UserTable =
  | typeof endUsers
  | typeof usageCounts
  | typeof subscriptions
  | typeof stripeCustomers
  | typeof orders
  | typeof mrrMovements
  | typeof checkoutSessions;

/** What Stripe told of them. What it tells later is not kept at all. */
function forgetPayloads(database: Database, { projectId, mode }: Scope, userId: string) {
  const isOwn = sql`o.project_id = ${projectId} AND o.mode = ${mode} AND o.user_id = ${userId}`;
  const told = (table: SQL, about: SQL) => sql`
    SELECT e.rowid FROM ${table} o
    CROSS JOIN inbox_events e ON e.stripe_account_id = o.stripe_account_id AND e.mode = o.mode AND ${about}
    WHERE ${isOwn}`;
  const ofThem = [
    told(sql`stripe_customers`, sql`e.customer_id = o.customer_id`),
    told(sql`subscriptions`, sql`e.object_id = o.subscription_id`),
    told(sql`orders`, sql`e.payment_intent_id = o.payment_intent_id`),
    told(sql`orders`, sql`e.object_id = o.session_id`),
  ];
  return database
    .update(inboxEvents)
    .set({ payload: null })
    .where(sql`rowid IN (${sql.join(ofThem, sql` UNION `)}) AND ${inboxEvents.payload} IS NOT NULL`);
}

/** What a repeat of the customer's creation would be answered holds their name and address. */
function forgetAnswers(database: Database, { projectId, mode }: Scope, userId: string) {
  return database
    .delete(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.caller, `${projectId}:${mode} POST /api/customers`),
        sql`${idempotencyKeys.body} ->> 'id' = ${userId}`,
      ),
    );
}

/** End users and what they pay for. */
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { scopeColumns } from "./scope.ts";

export const endUsers = sqliteTable(
  "end_users",
  {
    ...scopeColumns,
    userId: text().notNull(),
    /** Who it is at the shared sign-in; never shown to anybody. */
    clerkUserId: text(),
    email: text(),
    name: text(),
    /** In lower case, for search by prefix. */
    searchEmail: text(),
    searchName: text(),
    status: text({ enum: ["active", "invited", "erased"] }).notNull(),
    assignedTier: text(),
    /** What the user is on, for lists and charts; the Meter decides from the facts. */
    plan: text(),
    planSource: text({ enum: ["subscription", "assigned", "header", "free"] }),
    /** Whether a trial was had: there is one for each user. */
    trialUsed: integer({ mode: "boolean" }).notNull().default(false),
    createdAt: integer().notNull(),
    lastActiveAt: integer(),
    /** The rev of the last erasure; kept when the user is created anew, so that no Meter misses it. */
    erasedRev: integer().notNull().default(0),
    /** 0 for a row that only a flush made. */
    rev: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode, table.userId] }),
    index("end_users_by_rev").on(table.projectId, table.mode, table.rev, table.userId),
    index("end_users_by_plan").on(table.projectId, table.mode, table.plan, table.createdAt, table.userId),
    index("end_users_by_time").on(table.projectId, table.mode, table.createdAt, table.userId),
    index("end_users_by_email").on(table.projectId, table.mode, table.searchEmail, table.userId),
    index("end_users_by_name").on(table.projectId, table.mode, table.searchName, table.userId),
    index("end_users_by_id").on(table.projectId, table.mode, sql`user_id COLLATE NOCASE`),
    index("end_users_invited")
      .on(table.projectId, table.mode, table.createdAt, table.userId)
      .where(sql`status = 'invited'`),
    uniqueIndex("end_users_one_member")
      .on(table.projectId, table.mode, table.clerkUserId)
      .where(sql`clerk_user_id IS NOT NULL`),
    index("end_users_of_clerk").on(table.clerkUserId).where(sql`clerk_user_id IS NOT NULL`),
  ],
);

/** Written before the first session of a user, so that an early event finds whose it is. */
export const stripeCustomers = sqliteTable(
  "stripe_customers",
  {
    stripeAccountId: text().notNull(),
    customerId: text().notNull(),
    ...scopeColumns,
    userId: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.stripeAccountId, table.customerId] }),
    uniqueIndex("stripe_customers_one").on(table.projectId, table.mode, table.userId, table.stripeAccountId),
  ],
);

export const subscriptions = sqliteTable(
  "subscriptions",
  {
    stripeAccountId: text().notNull(),
    subscriptionId: text().notNull(),
    ...scopeColumns,
    userId: text().notNull(),
    tier: text().notNull(),
    stripePriceId: text(),
    /** Per interval, before and after discounts. */
    unitAmount: integer().notNull().default(0),
    netAmount: integer().notNull().default(0),
    currency: text().notNull().default("usd"),
    status: text({
      enum: ["trialing", "active", "past_due", "unpaid", "paused", "incomplete", "incomplete_expired", "canceled"],
    }).notNull(),
    interval: text({ enum: ["month", "year"] }).notNull(),
    usageAnchor: integer().notNull(),
    currentPeriodStart: integer().notNull(),
    currentPeriodEnd: integer().notNull(),
    trialEnd: integer(),
    cancelAt: integer(),
    canceledAt: integer(),
    cancelReason: text(),
    firstFailedAt: integer(),
    duplicateOf: text(),
    createdAt: integer().notNull().default(0),
    updatedAt: integer().notNull().default(0),
    /** Grows with each change by a webhook, so that a slower one loses. */
    rowRev: integer().notNull().default(0),
    rev: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.stripeAccountId, table.subscriptionId] }),
    index("subscriptions_by_rev").on(table.projectId, table.mode, table.rev, table.userId),
    index("subscriptions_of_user").on(table.projectId, table.mode, table.userId, table.rev),
    // What is overdue, over all tenants.
    index("subscriptions_by_period_end").on(table.currentPeriodEnd).where(sql`status IN ('trialing', 'active')`),
    index("subscriptions_by_cancel_at")
      .on(table.cancelAt)
      .where(sql`cancel_at IS NOT NULL AND status NOT IN ('canceled', 'incomplete_expired')`),
    index("subscriptions_by_first_failure").on(table.firstFailedAt).where(sql`status = 'past_due'`),
    index("subscriptions_by_change").on(table.projectId, table.mode, table.updatedAt, table.subscriptionId),
    // All that the dashboard adds up, so that no row has to be read for it.
    index("subscriptions_by_status").on(
      table.projectId,
      table.mode,
      table.status,
      table.tier,
      table.currency,
      table.interval,
      table.duplicateOf,
      table.cancelAt,
      table.netAmount,
    ),
    uniqueIndex("subscriptions_one_current")
      .on(table.projectId, table.mode, table.userId)
      .where(sql`duplicate_of IS NULL AND status NOT IN ('canceled', 'incomplete_expired')`),
  ],
);

/** Checkouts of subscriptions: one open for each user. The row is there before Stripe is asked. */
export const checkoutSessions = sqliteTable(
  "checkout_sessions",
  {
    /** Ours, and the idempotency key of the session's creation. */
    checkoutId: text().primaryKey(),
    ...scopeColumns,
    userId: text().notNull(),
    stripeAccountId: text().notNull(),
    /** NULL until Stripe answered. */
    sessionId: text().unique(),
    url: text(),
    parametersHash: text().notNull(),
    status: text({ enum: ["open", "complete", "expired"] }).notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
  },
  (table) => [
    uniqueIndex("checkout_sessions_one_open").on(table.projectId, table.mode, table.userId).where(sql`status = 'open'`),
    index("checkout_sessions_of_user").on(table.projectId, table.mode, table.userId),
    index("checkout_sessions_due").on(table.expiresAt).where(sql`status = 'open'`),
    index("checkout_sessions_closed").on(table.expiresAt).where(sql`status <> 'open'`),
  ],
);

/**
 * How recurring revenue changed, in annualised minor units (a monthly amount x 12), so that every movement is whole:
 * the sum of all is what is earned now.
 */
export const mrrMovements = sqliteTable(
  "mrr_movements",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    ...scopeColumns,
    userId: text().notNull(),
    stripeAccountId: text().notNull(),
    subscriptionId: text().notNull(),
    kind: text({ enum: ["new", "expansion", "contraction", "churn", "reactivation"] }).notNull(),
    annualAmount: integer().notNull(),
    currency: text().notNull(),
    tier: text().notNull(),
    /** Business time. */
    at: integer().notNull(),
    /** The state of the subscription that it came from: one state moves once. */
    rowRev: integer().notNull(),
  },
  (table) => [
    index("mrr_movements_by_time").on(
      table.projectId,
      table.mode,
      table.currency,
      table.at,
      table.kind,
      table.annualAmount,
    ),
    uniqueIndex("mrr_movements_once").on(table.stripeAccountId, table.subscriptionId, table.rowRev),
    check("mrr_movements_mode", sql`${table.mode} IN ('test', 'live')`),
  ],
);

/** Developers: their accounts, our own plan, and what they are told of. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { modes } from "./scope.ts";

export const platforms = sqliteTable(
  "platforms",
  {
    platformId: text().primaryKey(),
    /** NULL for an account that was registered without a browser and not claimed yet. */
    clerkUserId: text().unique(),
    email: text(),
    name: text(),
    createdAt: integer().notNull(),
    /** When somebody first signed in to it. */
    claimedAt: integer(),
    /** When its Clerk user was deleted. */
    closedAt: integer(),
    stripeCustomerId: text().unique(),
    stripeSubscriptionId: text(),
    planStatus: text({ enum: ["none", "trialing", "active", "past_due", "canceled"] })
      .notNull()
      .default("none"),
    trialEndsAt: integer(),
    currentPeriodEnd: integer(),
    cancelAt: integer(),
    /** Whether a trial was had: there is one for each platform. */
    trialUsed: integer({ mode: "boolean" }).notNull().default(false),
    /** When the last days of grace are over. */
    graceUntil: integer(),
    /** Until when live counting and new sales are covered by the owner's plan, grace included. */
    coveredUntil: integer(),
    /** Grows with each change by a webhook, so that a slower one loses. */
    rowRev: integer().notNull().default(0),
  },
  (table) => [
    index("platforms_by_period_end").on(table.currentPeriodEnd).where(sql`current_period_end IS NOT NULL`),
    index("platforms_unclaimed").on(table.createdAt).where(sql`claimed_at IS NULL`),
  ],
);

/** What the dashboard shows until it is dismissed. */
export const notices = sqliteTable(
  "notices",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    platformId: text()
      .notNull()
      .references(() => platforms.platformId),
    projectId: text(),
    mode: text({ enum: modes }),
    kind: text().notNull(),
    /** What tells two notices of a kind apart: a second one about the same replaces nothing and adds nothing. */
    topic: text().notNull(),
    detail: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    createdAt: integer().notNull(),
    dismissedAt: integer(),
  },
  (table) => [
    index("notices_of_platform").on(table.platformId, table.id),
    index("notices_dismissed").on(table.dismissedAt).where(sql`dismissed_at IS NOT NULL`),
    uniqueIndex("notices_one_open").on(table.platformId, table.kind, table.topic).where(sql`dismissed_at IS NULL`),
  ],
);

/** Every change by a developer, a key or a provider, for a year. */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    platformId: text().notNull(),
    projectId: text(),
    mode: text({ enum: modes }),
    /** `developer`, `system`, `stripe`, `clerk`, or the hint of a secret key. */
    actor: text().notNull(),
    action: text().notNull(),
    detail: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    requestId: text(),
    at: integer().notNull(),
  },
  (table) => [index("audit_of_platform").on(table.platformId, table.id), index("audit_by_time").on(table.at)],
);

/** Accounts made without a browser that wait for their owner, and the invitation by which they claim them. */
export const registrations = sqliteTable(
  "registrations",
  {
    platformId: text()
      .primaryKey()
      .references(() => platforms.platformId),
    email: text().notNull(),
    invitationId: text(),
    createdAt: integer().notNull(),
    /** When its keys were there: only then can it be claimed, so that a claim ends them all. NULL before. */
    readyAt: integer(),
    /** Not written any more, because a claim takes the row away with its address. To be dropped in a later release. */
    claimedBy: text(),
    claimedAt: integer(),
  },
  (table) => [
    index("registrations_by_email").on(table.email),
    index("registrations_unclaimed").on(table.createdAt).where(sql`claimed_at IS NULL`),
    index("registrations_uninvited").on(table.createdAt).where(sql`claimed_at IS NULL AND invitation_id IS NULL`),
    index("registrations_claimed").on(table.claimedAt).where(sql`claimed_at IS NOT NULL`),
  ],
);

/** How often something was done in a window, by a hash of who did it. */
export const attemptCounts = sqliteTable(
  "attempt_counts",
  { subject: text().notNull(), windowStart: integer().notNull(), count: integer().notNull() },
  (table) => [
    primaryKey({ columns: [table.subject, table.windowStart] }),
    index("attempt_counts_by_time").on(table.windowStart),
  ],
);

/** Images in R2. */
export const assets = sqliteTable(
  "assets",
  {
    assetKey: text().primaryKey(),
    platformId: text()
      .notNull()
      .references(() => platforms.platformId),
    mediaType: text().notNull(),
    bytes: integer().notNull(),
    createdAt: integer().notNull(),
    /** When it was last looked for in what the platform's projects show. */
    checkedAt: integer().notNull().default(0),
    /** Since when nothing was found to show it. */
    unusedSince: integer(),
  },
  (table) => [index("assets_of_platform").on(table.platformId), index("assets_by_check").on(table.checkedAt)],
);

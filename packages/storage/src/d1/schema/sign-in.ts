/** Hosted sign-in: what waits, what was given out, and what may be refreshed. Nothing here can be used as it stands. */
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { scopeColumns } from "./scope.ts";

/** What an app asked for, until the person has said yes or no. */
export const signInRequests = sqliteTable(
  "sign_in_requests",
  {
    requestHash: text().primaryKey(),
    /** Of the browser that it began in. */
    browserHash: text().notNull(),
    ...scopeColumns,
    publishableKey: text().notNull(),
    redirectUri: text().notNull(),
    codeChallenge: text().notNull(),
    state: text(),
    nonce: text(),
    scopes: text().notNull(),
    prompt: text({ enum: ["none", "login", "consent"] }),
    screen: text({ enum: ["sign-in", "sign-up"] }).notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
  },
  (table) => [index("sign_in_requests_due").on(table.expiresAt)],
);

/** Taken by deleting it. */
export const signInCodes = sqliteTable(
  "sign_in_codes",
  {
    codeHash: text().primaryKey(),
    ...scopeColumns,
    publishableKey: text().notNull(),
    redirectUri: text().notNull(),
    codeChallenge: text().notNull(),
    nonce: text(),
    scopes: text().notNull(),
    userId: text().notNull(),
    clerkUserId: text().notNull(),
    clerkSessionId: text().notNull(),
    authenticatedAt: integer().notNull(),
    expiresAt: integer().notNull(),
  },
  (table) => [
    index("sign_in_codes_due").on(table.expiresAt),
    index("sign_in_codes_of_user").on(table.projectId, table.mode, table.userId),
  ],
);

/** One sign-in with all its tokens. */
export const signInFamilies = sqliteTable(
  "sign_in_families",
  {
    familyId: text().primaryKey(),
    /** Of the code that began it, so that a second use of the code ends it. */
    codeHash: text().notNull().unique(),
    ...scopeColumns,
    publishableKey: text().notNull(),
    userId: text().notNull(),
    clerkUserId: text().notNull(),
    clerkSessionId: text().notNull(),
    scopes: text().notNull(),
    authenticatedAt: integer().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    revokedAt: integer(),
  },
  (table) => [
    index("sign_in_families_due").on(table.expiresAt),
    index("sign_in_families_of_user").on(table.projectId, table.mode, table.userId),
    index("sign_in_families_of_clerk").on(table.clerkUserId),
  ],
);

/** Stays when it was used, until its family is over: a second use is then seen. */
export const refreshTokens = sqliteTable(
  "refresh_tokens",
  {
    tokenHash: text().primaryKey(),
    familyId: text()
      .notNull()
      .references(() => signInFamilies.familyId),
    /** The one that it came for; NULL for the first. */
    parentHash: text(),
    createdAt: integer().notNull(),
    usedAt: integer(),
    /** Of the `Idempotency-Key` that it was used with. */
    retryHash: text(),
  },
  (table) => [
    index("refresh_tokens_of_family").on(table.familyId),
    index("refresh_tokens_by_parent").on(table.parentHash),
  ],
);

/** Checkouts of subscriptions, Stripe's customers, and what somebody's subscribing is decided on. */
import type { CheckoutStore, OpenCheckout, Scope, SubscriptionDesk } from "@dream-api/domain";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import {
  checkoutSessions,
  endUsers,
  platforms,
  projectModes,
  projects,
  stripeCustomers,
  tiers,
} from "../d1/schema/index.ts";
import { priceIdOf } from "./catalogue.ts";
import { connectedAccountOf } from "./connection-of.ts";
import { tenantRepository } from "./repository.ts";
import { hasOtherCurrent } from "./subscription-rows.ts";

const nobody = { isErased: false, erasedRev: 0, email: null, name: null, trialUsed: false };

export function tenantCheckoutSessions(database: Database) {
  const isOpen = (scope: Scope, userId: string) =>
    and(
      eq(checkoutSessions.projectId, scope.projectId),
      eq(checkoutSessions.mode, scope.mode),
      eq(checkoutSessions.userId, userId),
      eq(checkoutSessions.status, "open"),
    );
  const openOne = ({ projectId, mode }: Scope, checkoutId: string) =>
    and(
      eq(checkoutSessions.checkoutId, checkoutId),
      eq(checkoutSessions.projectId, projectId),
      eq(checkoutSessions.mode, mode),
      eq(checkoutSessions.status, "open"),
    );
  const customerOf = ({ projectId, mode }: Scope, account: string, userId: string) =>
    and(
      eq(stripeCustomers.projectId, projectId),
      eq(stripeCustomers.mode, mode),
      eq(stripeCustomers.userId, userId),
      eq(stripeCustomers.stripeAccountId, account),
    );

  async function findCustomer(scope: Scope, account: string, userId: string): Promise<string | null> {
    const [row] = await database
      .select({ customerId: stripeCustomers.customerId })
      .from(stripeCustomers)
      .where(customerOf(scope, account, userId));
    return row?.customerId ?? null;
  }

  return tenantRepository({
    findCustomer,

    async readDesk(scope: Scope, userId: string): Promise<SubscriptionDesk | null> {
      const { projectId, mode } = scope;
      const { allowedOrigins, successUrl, cancelUrl, returnUrl, portalConfigurationId } = projectModes;
      const { status, erasedRev, email, name, trialUsed } = endUsers;
      const [desks, sold, users] = await database.batch([
        database
          .select({
            platformId: projects.platformId,
            type: projects.type,
            coveredUntil: platforms.coveredUntil,
            stripeAccountId: connectedAccountOf(scope).as("account"),
            ...{ allowedOrigins, successUrl, cancelUrl, returnUrl, portalConfigurationId },
          })
          .from(projectModes)
          .innerJoin(projects, and(eq(projects.projectId, projectModes.projectId), isNull(projects.deletedAt)))
          .innerJoin(platforms, eq(platforms.platformId, projects.platformId))
          .where(and(eq(projectModes.projectId, projectId), eq(projectModes.mode, mode))),
        database
          .select({
            name: tiers.name,
            unitAmount: tiers.unitAmount,
            trialDays: tiers.trialDays,
            priceId: priceIdOf(scope, "tier").as("price_id"),
          })
          .from(tiers)
          .innerJoin(projects, eq(projects.projectId, tiers.projectId))
          .where(and(eq(tiers.projectId, projectId), eq(tiers.mode, mode), isNull(tiers.archivedAt)))
          .orderBy(asc(tiers.position), asc(tiers.name)),
        database
          .select({ status, erasedRev, email, name, trialUsed })
          .from(endUsers)
          .where(and(eq(endUsers.projectId, projectId), eq(endUsers.mode, mode), eq(endUsers.userId, userId))),
      ]);
      const [desk] = desks;
      const [user] = users;
      if (!desk) return null;
      return { ...desk, tiers: sold, user: user ? { ...user, isErased: user.status === "erased" } : nobody };
    },

    async keepCustomer(scope: Scope, { account, userId, customerId, instead, at }) {
      const { projectId, mode } = scope;
      const row = { stripeAccountId: account, customerId, projectId, mode, userId, createdAt: at };
      if (instead === null) await database.insert(stripeCustomers).values(row).onConflictDoNothing();
      else {
        await database
          .update(stripeCustomers)
          .set({ customerId })
          .where(and(customerOf(scope, account, userId), eq(stripeCustomers.customerId, instead)));
      }
      return (await findCustomer(scope, account, userId)) ?? customerId;
    },

    async findOpen(scope: Scope, userId: string): Promise<OpenCheckout | null> {
      const { checkoutId, stripeAccountId, sessionId, url, parametersHash, createdAt, expiresAt } = checkoutSessions;
      const [row] = await database
        .select({ checkoutId, stripeAccountId, sessionId, url, parametersHash, createdAt, expiresAt })
        .from(checkoutSessions)
        .where(isOpen(scope, userId));
      return row ?? null;
    },

    /** Whether a user has a subscription that counts, or a checkout that may still become one. */
    async hasSomethingToEnd(scope: Scope, userId: string): Promise<boolean> {
      const { projectId, mode } = scope;
      const hasOpen = sql`EXISTS (SELECT 1 FROM checkout_sessions WHERE project_id = ${projectId} AND mode = ${mode}
        AND user_id = ${userId} AND status = 'open')`;
      const [row] = await database.all<{ has: number }>(
        sql`SELECT ${hasOtherCurrent(scope, userId, "")} OR ${hasOpen} AS has`,
      );
      return row?.has === 1;
    },

    async open(scope: Scope, userId: string, checkout) {
      const { projectId, mode } = scope;
      const { checkoutId, stripeAccountId, parametersHash, createdAt, expiresAt } = checkout;
      const opened = await database.all<{ id: string }>(sql`
        INSERT INTO checkout_sessions (checkout_id, project_id, mode, user_id, stripe_account_id, parameters_hash,
          status, created_at, expires_at)
        SELECT ${checkoutId}, ${projectId}, ${mode}, ${userId}, ${stripeAccountId}, ${parametersHash}, 'open',
          ${createdAt}, ${expiresAt}
        WHERE NOT ${hasOtherCurrent(scope, userId, "")}
        ON CONFLICT DO NOTHING RETURNING checkout_id AS id`);
      return opened.length === 1;
    },

    async attach(scope: Scope, checkoutId: string, session: { sessionId: string; url: string }) {
      const attached = await database
        .update(checkoutSessions)
        .set(session)
        .where(openOne(scope, checkoutId))
        .returning({ checkoutId: checkoutSessions.checkoutId });
      return attached.length === 1;
    },

    async close(scope: Scope, checkoutId: string, { status, sessionId }) {
      await database
        .update(checkoutSessions)
        .set({ status, url: null, ...(sessionId === null ? {} : { sessionId }) })
        .where(openOne(scope, checkoutId));
    },

    async keepPortal({ projectId, mode }: Scope, portalConfigurationId: string) {
      await database
        .update(projectModes)
        .set({ portalConfigurationId })
        .where(and(eq(projectModes.projectId, projectId), eq(projectModes.mode, mode)));
    },
  } satisfies CheckoutStore & Record<string, unknown>);
}

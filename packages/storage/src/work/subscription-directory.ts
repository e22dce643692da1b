/** Subscriptions and customers by what Stripe's news names, always together with the account that we stored. */
import {
  type OverdueSubscriptions,
  type Owner,
  parseProjectId,
  type Scope,
  type SubscriptionDirectory,
  type SubscriptionName,
  scopeOf,
} from "@dream-api/domain";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { checkoutSessions, stripeCustomers, subscriptions } from "../d1/schema/index.ts";
import { subscriptionOfRow } from "../tenant/subscription-rows.ts";

type Mode = Scope["mode"];

export function subscriptionDirectory(database: Database): SubscriptionDirectory {
  async function findCheckout(account: string, mode: Mode, which: SQL) {
    const [row] = await database
      .select({ projectId: checkoutSessions.projectId, checkoutId: checkoutSessions.checkoutId })
      .from(checkoutSessions)
      .where(and(which, eq(checkoutSessions.stripeAccountId, account), eq(checkoutSessions.mode, mode)));
    const scope = row && scopeOfRow(row.projectId, mode);
    return scope ? { scope, checkoutId: row.checkoutId } : null;
  }

  return discreet({
    async ofSubscription({ stripeAccountId, mode, subscriptionId }: SubscriptionName) {
      const [row] = await database
        .select()
        .from(subscriptions)
        .where(
          and(
            eq(subscriptions.stripeAccountId, stripeAccountId),
            eq(subscriptions.subscriptionId, subscriptionId),
            eq(subscriptions.mode, mode),
          ),
        );
      const scope = row && scopeOfRow(row.projectId, mode);
      return scope ? { scope, userId: row.userId, record: subscriptionOfRow(row) } : null;
    },

    async ofCustomer(account: string, mode: Mode, customerId: string): Promise<Owner | null> {
      const [row] = await database
        .select({ projectId: stripeCustomers.projectId, userId: stripeCustomers.userId })
        .from(stripeCustomers)
        .where(
          and(
            eq(stripeCustomers.stripeAccountId, account),
            eq(stripeCustomers.customerId, customerId),
            eq(stripeCustomers.mode, mode),
          ),
        );
      const scope = row && scopeOfRow(row.projectId, mode);
      return scope ? { scope, userId: row.userId } : null;
    },

    ofCheckout: (account: string, mode: Mode, sessionId: string) =>
      findCheckout(account, mode, eq(checkoutSessions.sessionId, sessionId)),

    withoutSession: (account: string, mode: Mode, checkoutId: string) =>
      findCheckout(
        account,
        mode,
        and(eq(checkoutSessions.checkoutId, checkoutId), isNull(checkoutSessions.sessionId)) as SQL,
      ),
  } satisfies SubscriptionDirectory);
}

function scopeOfRow(projectId: string, mode: Mode): Scope | null {
  const parsed = parseProjectId(projectId);
  return parsed && scopeOf(parsed, mode);
}

/** At most so many in one go: the rest is found at the next. */
const markedAtOnce = 500;

export function overdueSubscriptions(database: Database): OverdueSubscriptions {
  return discreet({
    async markOverdue({ periodEndedBefore, endedBefore, failedBefore, realNow }) {
      // What is marked already keeps its pauses between tries.
      await database.run(sql`
        INSERT INTO dirty_objects (stripe_account_id, mode, type, object_id, marked_rev, attempts, due_at, leased_until)
        SELECT s.stripe_account_id, s.mode, 'subscription', s.subscription_id, 1, 0, ${realNow}, 0
        FROM subscriptions s
        WHERE s.rowid IN (
          SELECT rowid FROM subscriptions
          WHERE status IN ('trialing', 'active') AND current_period_end <= ${periodEndedBefore}
          UNION ALL
          SELECT rowid FROM subscriptions
          WHERE status NOT IN ('canceled', 'incomplete_expired') AND cancel_at IS NOT NULL AND cancel_at <= ${endedBefore}
          UNION ALL
          SELECT f.rowid FROM subscriptions f
          WHERE f.status = 'past_due' AND f.first_failed_at <= ${failedBefore} AND EXISTS (
            SELECT 1 FROM end_users u WHERE u.project_id = f.project_id AND u.mode = f.mode AND u.user_id = f.user_id
              AND u.plan_source = 'subscription')
        )
          AND EXISTS (SELECT 1 FROM stripe_connections c WHERE c.stripe_account_id = s.stripe_account_id
            AND c.mode = s.mode AND c.status = 'connected')
          AND NOT EXISTS (SELECT 1 FROM dirty_objects d WHERE d.stripe_account_id = s.stripe_account_id
            AND d.mode = s.mode AND d.type = 'subscription' AND d.object_id = s.subscription_id)
        LIMIT ${markedAtOnce}`);
    },

    async markAccounts(realNow: number) {
      await database.run(sql`
        INSERT INTO dirty_objects (stripe_account_id, mode, type, object_id, marked_rev, attempts, due_at, leased_until)
        SELECT stripe_account_id, mode, 'account_news', stripe_account_id, 1, 0, ${realNow}, 0
        FROM stripe_connections WHERE status = 'connected'
        ON CONFLICT DO NOTHING`);
    },
  } satisfies OverdueSubscriptions);
}

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
        LEFT JOIN end_users u ON u.project_id = s.project_id AND u.mode = s.mode AND u.user_id = s.user_id
        WHERE s.status NOT IN ('canceled', 'incomplete_expired')
          AND (s.status IN ('trialing', 'active') AND s.current_period_end <= ${periodEndedBefore}
            OR s.cancel_at <= ${endedBefore}
            OR s.status = 'past_due' AND s.first_failed_at <= ${failedBefore} AND u.plan_source = 'subscription')
          AND EXISTS (SELECT 1 FROM stripe_connections c WHERE c.stripe_account_id = s.stripe_account_id
            AND c.mode = s.mode AND c.status = 'connected')
        LIMIT ${markedAtOnce}
        ON CONFLICT DO NOTHING`);
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

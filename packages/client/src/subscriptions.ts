/** `api.subscriptions`: what a SaaS's customers pay for, and what its developer may do with it. */
import type { Ask } from "./ask.ts";
import type {
  CancelSubscriptionResponse,
  ChangeSubscriptionResponse,
  ListSubscriptionsQuery,
  ResumeSubscriptionResponse,
  Subscription,
  SubscriptionPreview,
} from "./generated/wire.ts";
import { type List, listOf } from "./list.ts";
import { type CancelOptions, newIdempotencyKey, type WriteOptions } from "./method-options.ts";
import { path } from "./path.ts";

export type Subscriptions = ReturnType<typeof createSubscriptions>;

export function createSubscriptions(ask: Ask) {
  return {
    /** The last changed first. */
    list(query: ListSubscriptionsQuery = {}): List<Subscription> {
      return listOf((cursor = query.cursor) =>
        ask({ method: "GET", path: "/api/subscriptions", caller: "server", query: { ...query, cursor } }),
      );
    },

    /** What a change of tier would cost now, by Stripe's own sum. Nothing is changed. */
    async preview(
      customerId: string,
      tier: string,
      { idempotencyKey = newIdempotencyKey() }: WriteOptions = {},
    ): Promise<SubscriptionPreview> {
      return ask({
        method: "POST",
        path: path`/api/customers/${customerId}/subscription/preview`,
        caller: "server",
        idempotencyKey,
        body: { tier },
      });
    },

    /** At once; the difference is paid or credited at once. A change that can't be paid does not take place. */
    async change(
      customerId: string,
      tier: string,
      { idempotencyKey = newIdempotencyKey() }: WriteOptions = {},
    ): Promise<ChangeSubscriptionResponse> {
      return ask({
        method: "POST",
        path: path`/api/customers/${customerId}/subscription/change`,
        caller: "server",
        idempotencyKey,
        body: { tier },
      });
    },

    /** At the end of what is paid for; `atPeriodEnd: false` ends it at once and pays nothing back. */
    async cancel(
      customerId: string,
      { atPeriodEnd, idempotencyKey = newIdempotencyKey() }: CancelOptions = {},
    ): Promise<CancelSubscriptionResponse> {
      return ask({
        method: "POST",
        path: path`/api/customers/${customerId}/subscription/cancel`,
        caller: "server",
        idempotencyKey,
        body: { atPeriodEnd },
      });
    },

    /** Takes a cancellation back, while the subscription still runs. */
    async resume(
      customerId: string,
      { idempotencyKey = newIdempotencyKey() }: WriteOptions = {},
    ): Promise<ResumeSubscriptionResponse> {
      return ask({
        method: "POST",
        path: path`/api/customers/${customerId}/subscription/resume`,
        caller: "server",
        idempotencyKey,
      });
    },
  };
}

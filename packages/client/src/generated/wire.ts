/** The wire, generated from the contract by `scripts/generate-types.ts`. Do not edit. */

export interface TrackUsageRequest {
  /**
   * Units to count; 0 checks without counting
   */
  amount?: number | undefined;
}

export interface ReleaseUsageRequest {
  idempotencyKey: string;
}

export interface UsageEvent {
  /**
   * Your own id for the end user
   */
  userId: string;
  /**
   * Units to count; 0 checks without counting
   */
  amount?: number | undefined;
  plan?: string | undefined;
  idempotencyKey?: string | undefined;
}

export interface TrackUsageBatchRequest {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  events: UsageEvent[];
}

export interface CreateCheckoutRequest {
  tier: string;
  /**
   * Else the project's own, else a plain page of ours
   */
  successUrl?: string | undefined;
  /**
   * Else the project's own, else a plain page of ours
   */
  cancelUrl?: string | undefined;
  /**
   * As the customer would type it
   */
  promotionCode?: string | undefined;
  /**
   * Instead of the tier's own. A user has one trial; 0 is none
   */
  trialDays?: number | undefined;
}

export interface CartCheckoutRequest {
  /**
   * Lines of one product are added up
   *
   * @minItems 1
   * @maxItems 100
   */
  items: {
    product?: string | undefined;
    /**
     * Instead of the product's name
     */
    priceId?: string | undefined;
    quantity: number;
  }[];
  /**
   * Filled in for the buyer
   */
  email?: string | undefined;
  /**
   * Else the project's own, else a plain page of ours
   */
  successUrl?: string | undefined;
  /**
   * Else the project's own, else a plain page of ours
   */
  cancelUrl?: string | undefined;
  /**
   * As the customer would type it
   */
  promotionCode?: string | undefined;
}

export interface OpenCustomerPortalRequest {
  /**
   * Else the project's own, else a plain page of ours
   */
  returnUrl?: string | undefined;
}

export interface CreateCustomerRequest {
  /**
   * Your own id; without one we make a usr_ id
   */
  id?: string | undefined;
  email?: string | undefined;
  name?: string | undefined;
  /**
   * A tier to put the customer on without payment
   */
  plan?: string | undefined;
  /**
   * Whether we write to the address
   */
  invite?: boolean | undefined;
}

export interface ChangeCustomerRequest {
  /**
   * A tier without payment; null takes it away
   */
  plan?: string | null | undefined;
  name?: string | null | undefined;
}

export interface PreviewSubscriptionChangeRequest {
  /**
   * A paid tier; to the free one by cancelling
   */
  tier: string;
}

export interface ChangeSubscriptionRequest {
  /**
   * A paid tier; to the free one by cancelling
   */
  tier: string;
}

export interface CancelSubscriptionRequest {
  atPeriodEnd?: boolean | undefined;
}

export interface RefundItem {
  product: string;
  quantity: number;
}

export interface RefundOrderRequest {
  /**
   * In the currency's minor unit
   */
  amount?: number | undefined;
  /**
   * @minItems 1
   * @maxItems 100
   */
  items?: RefundItem[] | undefined;
  /**
   * Whether the items can be sold again
   */
  restock?: boolean | undefined;
}

export interface ChangeStockRequest {
  /**
   * Added to what is free
   */
  delta?: number | undefined;
  /**
   * What is free from now on; null is not tracked
   */
  set?: number | null | undefined;
  /**
   * Beside `set`: what you believe is free now
   */
  expected?: number | null | undefined;
}

export interface ListCustomersQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  /**
   * What the id begins with, as it is written, or the e-mail address or the name, in any case
   */
  search?: string | undefined;
  plan?: string | undefined;
  status?: "active" | "invited" | undefined;
}

export interface ListSubscriptionsQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  status?: "trialing" | "active" | "past_due" | "unpaid" | "paused" | "incomplete" | "incomplete_expired" | "canceled" | undefined;
  /**
   * Changed at this time or later: name the newest `updatedAt` that you have, and nothing is missed
   */
  updatedAfter?: string | undefined;
}

export interface ListOrdersQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  status?:
    | "pending"
    | "processing"
    | "paid"
    | "partially_refunded"
    | "refunded"
    | "expired"
    | "failed"
    | "disputed"
    | "paid_after_release" | undefined;
  /**
   * Changed at this time or later: name the newest `updatedAt` that you have, and nothing is missed
   */
  updatedAfter?: string | undefined;
}

export interface ReadDashboardQuery {
  range?: "day" | "week" | "month" | "year" | undefined;
}

export interface ListDashboardCustomersQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  /**
   * What the id begins with, as it is written, or the e-mail address or the name, in any case
   */
  search?: string | undefined;
  plan?: string | undefined;
  status?: "active" | "invited" | undefined;
  sort?: "newest" | "oldest" | "email" | "name" | undefined;
}

export interface ListDashboardOrdersQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  status?:
    | "pending"
    | "processing"
    | "paid"
    | "partially_refunded"
    | "refunded"
    | "expired"
    | "failed"
    | "disputed"
    | "paid_after_release" | undefined;
  /**
   * What the order's id or the e-mail address begins with, in any case
   */
  search?: string | undefined;
  sort?: "newest" | "oldest" | undefined;
}

export interface ListDashboardEventsQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  /**
   * What the type, the event's id or the object's id begins with
   */
  search?: string | undefined;
  outcome?: "processed" | "pending" | "failed" | undefined;
  sort?: "newest" | "oldest" | undefined;
}

export type ErrorCode =
  | "invalid_json"
  | "invalid_signature"
  | "unauthorized"
  | "not_found"
  | "method_not_allowed"
  | "body_too_large"
  | "validation_failed"
  | "unknown_tier"
  | "unsupported_image"
  | "idempotency_key_reused"
  | "idempotency_in_progress"
  | "conflict"
  | "no_platform"
  | "plan_required"
  | "project_limit_reached"
  | "key_limit_reached"
  | "catalogue_limit_reached"
  | "asset_quota_reached"
  | "authorization_denied"
  | "authorization_expired"
  | "name_taken"
  | "free_tier_exists"
  | "sync_running"
  | "not_synced"
  | "not_promoted"
  | "stripe_not_connected"
  | "stripe_account_in_use"
  | "live_subscribers_exist"
  | "no_plan"
  | "tier_limit_reached"
  | "wrong_project_type"
  | "user_erased"
  | "customer_exists"
  | "already_subscribed"
  | "no_subscription"
  | "live_subscription_exists"
  | "payment_failed"
  | "sold_out"
  | "stock_conflict"
  | "order_not_refundable"
  | "too_many_open_orders"
  | "rate_limited"
  | "invalid_request"
  | "invalid_grant"
  | "unsupported_grant_type"
  | "invalid_client"
  | "invalid_token"
  | "unknown_client"
  | "redirect_uri_mismatch"
  | "sign_in_expired"
  | "foreign_page"
  | "too_many_requests"
  | "provider_refused"
  | "provider_unavailable"
  | "storage_unavailable"
  | "internal_error";

export interface Issue {
  /**
   * Where in the input: a body field, a header or a query parameter
   */
  path: string;
  message: string;
}

export interface ErrorBody {
  error: string;
  code: ErrorCode;
  /**
   * What the code means and what to do about it
   */
  docs: string;
  requestId: string;
  /**
   * Validation: each thing that is wrong
   */
  issues?: Issue[] | undefined;
}

export interface Usage {
  /**
   * The tier that the user is on
   */
  plan: string;
  count: number;
  /**
   * null is unlimited
   */
  limit: number | null;
  /**
   * null is unlimited
   */
  remaining: number | null;
  /**
   * ISO-8601 in UTC
   */
  periodStart: string;
  /**
   * Exclusive
   */
  periodEnd: string;
  features: string[];
}

export interface TierLimitBody {
  error: string;
  code: "tier_limit_reached";
  /**
   * What the code means and what to do about it
   */
  docs: string;
  requestId: string;
  /**
   * Validation: each thing that is wrong
   */
  issues?: Issue[] | undefined;
  allowed: false;
  usage: Usage;
}

export interface TrackUsageResponse {
  allowed: true;
  usage: Usage;
}

export interface TrackUsageBatchResponse {
  results: (
    | {
        allowed: true;
        usage: Usage;
        status: 200;
      }
    | {
        error: string;
        code: "tier_limit_reached";
        /**
         * What the code means and what to do about it
         */
        docs: string;
        requestId: string;
        /**
         * Validation: each thing that is wrong
         */
        issues?: Issue[] | undefined;
        allowed: false;
        usage: Usage;
        status: 403;
      }
    | {
        error: string;
        code: ErrorCode;
        /**
         * What the code means and what to do about it
         */
        docs: string;
        requestId: string;
        /**
         * Validation: each thing that is wrong
         */
        issues?: Issue[] | undefined;
        status: number;
      }
  )[];
}

export interface ReleaseUsageResponse {
  released: boolean;
  usage: Usage;
}

export interface ReadUsageResponse {
  usage: Usage;
}

export interface Tier {
  name: string;
  displayName: string;
  /**
   * Per interval; 0 is the free tier
   */
  unitAmount: number;
  currency: string;
  interval: "month" | "year";
  /**
   * Uses per monthly period; null is unlimited
   */
  limit: number | null;
  rateLimitPerMinute: number;
  features: string[];
  popular: boolean;
  trialDays: number;
  position: number;
  priceId: string | null;
  archived: boolean;
}

export interface ListTiersResponse {
  data: Tier[];
}

export interface Product {
  name: string;
  displayName: string;
  description: string;
  /**
   * In the currency's minor unit
   */
  unitAmount: number;
  currency: string;
  imageUrl: string | null;
  features: string[];
  /**
   * What is still free; null is not tracked
   */
  stock: number | null;
  soldOut: boolean;
  shippable: boolean;
  position: number;
  priceId: string | null;
  archived: boolean;
}

export interface ListProductsResponse {
  data: Product[];
  hasMore: boolean;
  nextCursor: string | null;
}

export interface Subscription {
  /**
   * Stripe's
   */
  id: string;
  customerId: string;
  /**
   * The tier
   */
  plan: string;
  status: "trialing" | "active" | "past_due" | "unpaid" | "paused" | "incomplete" | "incomplete_expired" | "canceled";
  /**
   * Per interval, before discounts; what this customer pays
   */
  unitAmount: number;
  currency: string;
  interval: "month" | "year";
  /**
   * ISO-8601 in UTC
   */
  currentPeriodStart: string;
  /**
   * Exclusive
   */
  currentPeriodEnd: string;
  /**
   * When it ends; until then it gives access
   */
  cancelAt: string | null;
  /**
   * When somebody asked for that
   */
  canceledAt: string | null;
  cancelReason: string | null;
  trialEnd: string | null;
  /**
   * ISO-8601 in UTC
   */
  updatedAt: string;
}

export interface SubscriptionPreview {
  /**
   * The tier that it would be
   */
  plan: string;
  /**
   * Per interval from then on, before discounts
   */
  unitAmount: number;
  currency: string;
  interval: "month" | "year";
  /**
   * What is paid at once
   */
  amountDue: number;
  /**
   * Of the lines; below 0 it is a credit for later invoices
   */
  total: number;
  lines: {
    description: string;
    amount: number;
  }[];
  /**
   * When the period would end that begins or goes on; exclusive
   */
  currentPeriodEnd: string;
}

export interface Customer {
  /**
   * Your own id for the end user, or usr_… from hosted sign-in
   */
  id: string;
  email: string | null;
  name: string | null;
  /**
   * invited until that person signs in
   */
  status: "active" | "invited";
  /**
   * null in a store, and for who has no plan
   */
  plan: string | null;
  /**
   * Where the plan comes from
   */
  planSource: ("subscription" | "assigned" | "header" | "free") | null;
  /**
   * The one that runs
   */
  subscription: Subscription | null;
  /**
   * Of the current period; null without a plan
   */
  usage: Usage | null;
  lastActiveAt: string | null;
  /**
   * ISO-8601 in UTC
   */
  createdAt: string;
}

export interface Order {
  /**
   * ord_…
   */
  id: string;
  /**
   * Ship what is `paid`: `processing` is not paid yet. `paid_after_release` was paid when its stock was gone and is refunded by us
   */
  status:
    | "pending"
    | "processing"
    | "paid"
    | "partially_refunded"
    | "refunded"
    | "expired"
    | "failed"
    | "disputed"
    | "paid_after_release";
  email: string | null;
  /**
   * null for a guest
   */
  customerId: string | null;
  items: {
    product: string;
    /**
     * As it was when it was ordered
     */
    displayName: string;
    quantity: number;
    /**
     * In the currency's minor unit
     */
    unitAmount: number;
    refundedQuantity: number;
  }[];
  /**
   * After discounts
   */
  amountTotal: number;
  /**
   * In the currency's minor unit
   */
  amountRefunded: number;
  currency: string;
  shippingAddress: {
    name: string | null;
    line1: string | null;
    line2: string | null;
    city: string | null;
    state: string | null;
    postalCode: string | null;
    /**
     * ISO 3166-1, two letters
     */
    country: string | null;
  } | null;
  phone: string | null;
  /**
   * ISO-8601 in UTC
   */
  createdAt: string;
  paidAt: string | null;
  /**
   * ISO-8601 in UTC
   */
  updatedAt: string;
}

export interface Event {
  /**
   * Stripe's, evt_…
   */
  id: string;
  type: string;
  /**
   * What it spoke of
   */
  object: {
    type: string;
    id: string;
  } | null;
  /**
   * Of the object's last look-up at Stripe: pending is tried again by itself
   */
  outcome: "processed" | "pending" | "failed";
  /**
   * Why the last look-up failed
   */
  errorCode: string | null;
  /**
   * ISO-8601 in UTC
   */
  receivedAt: string;
}

export interface EventDetail {
  /**
   * Stripe's, evt_…
   */
  id: string;
  type: string;
  /**
   * What it spoke of
   */
  object: {
    type: string;
    id: string;
  } | null;
  /**
   * Of the object's last look-up at Stripe: pending is tried again by itself
   */
  outcome: "processed" | "pending" | "failed";
  /**
   * Why the last look-up failed
   */
  errorCode: string | null;
  /**
   * ISO-8601 in UTC
   */
  receivedAt: string;
  /**
   * As Stripe sent it; null after 30 days
   */
  payload: {
    [k: string]: unknown;
  } | null;
}

export interface SaasDashboard {
  type: "saas";
  range: "day" | "week" | "month" | "year";
  /**
   * ISO-8601 in UTC
   */
  from: string;
  /**
   * Exclusive
   */
  to: string;
  currency: string;
  /**
   * Subscriptions that pay now, those that will end too
   */
  active: number;
  /**
   * Of them, those that will end
   */
  canceling: number;
  trialing: number;
  /**
   * A month's worth, in the currency's minor unit: yearly ones / 12, discounts counted, trials not
   */
  mrr: number;
  /**
   * mrr for each active subscription; null without any
   */
  arpu: number | null;
  churn: {
    /**
     * That ended in the range
     */
    subscriptions: number;
    /**
     * A month's worth, in the currency's minor unit
     */
    amount: number;
    /**
     * Of what was active at the start; null if none was
     */
    rate: number | null;
  };
  usage: {
    units: number;
    byTier: {
      [k: string]: number;
    };
  };
  series: {
    /**
     * ISO-8601 in UTC
     */
    start: string;
    /**
     * Exclusive
     */
    end: string;
    /**
     * At the end of the step
     */
    mrr: number;
    /**
     * A month's worth, in the currency's minor unit
     */
    movements: {
      /**
       * In the currency's minor unit
       */
      new: number;
      /**
       * In the currency's minor unit
       */
      expansion: number;
      /**
       * In the currency's minor unit
       */
      contraction: number;
      /**
       * In the currency's minor unit
       */
      churn: number;
      /**
       * In the currency's minor unit
       */
      reactivation: number;
    };
    usage: {
      units: number;
      byTier: {
        [k: string]: number;
      };
    };
  }[];
  tiers: {
    name: string;
    displayName: string;
    /**
     * That pay or are on trial
     */
    subscriptions: number;
    /**
     * In the currency's minor unit
     */
    mrr: number;
  }[];
}

export interface StoreDashboard {
  type: "store";
  range: "day" | "week" | "month" | "year";
  /**
   * ISO-8601 in UTC
   */
  from: string;
  /**
   * Exclusive
   */
  to: string;
  currency: string;
  /**
   * What was paid in the range, refunds not taken off
   */
  revenue: number;
  /**
   * What was given back in the range
   */
  refunded: number;
  /**
   * Orders paid in the range
   */
  sales: number;
  /**
   * revenue for each sale; null without any
   */
  averageOrder: number | null;
  /**
   * 10 at most, the most sold first
   */
  bestSellers: {
    product: string;
    displayName: string;
    quantity: number;
    /**
     * Before discounts
     */
    revenue: number;
  }[];
  /**
   * Of tracked products, 10 at most, the scarcest first
   */
  stock: {
    product: string;
    displayName: string;
    stock: number;
    soldOut: boolean;
  }[];
  series: {
    /**
     * ISO-8601 in UTC
     */
    start: string;
    /**
     * Exclusive
     */
    end: string;
    /**
     * In the currency's minor unit
     */
    revenue: number;
    /**
     * In the currency's minor unit
     */
    refunded: number;
    sales: number;
  }[];
}

export interface SoldOutLine {
  product: string;
  /**
   * All lines of the product together
   */
  requested: number;
  /**
   * What was free when this was refused
   */
  available: number;
}

export interface SoldOutBody {
  error: string;
  code: "sold_out";
  /**
   * What the code means and what to do about it
   */
  docs: string;
  requestId: string;
  /**
   * Validation: each thing that is wrong
   */
  issues?: Issue[] | undefined;
  /**
   * @minItems 1
   */
  lines: SoldOutLine[];
}

export interface CreateCheckoutResponse {
  url: string;
  /**
   * What the page is for
   */
  kind: "checkout" | "change" | "cancel" | "payment";
  /**
   * Of a checkout
   */
  sessionId?: string | undefined;
}

export interface CartCheckoutResponse {
  url: string;
  sessionId: string;
  orderId: string;
  /**
   * ISO-8601 in UTC
   */
  expiresAt: string;
}

export interface OpenCustomerPortalResponse {
  url: string;
}

export interface CreateCustomerResponse {
  /**
   * Your own id for the end user, or usr_… from hosted sign-in
   */
  id: string;
  email: string | null;
  name: string | null;
  /**
   * invited until that person signs in
   */
  status: "active" | "invited";
  /**
   * null in a store, and for who has no plan
   */
  plan: string | null;
  /**
   * Where the plan comes from
   */
  planSource: ("subscription" | "assigned" | "header" | "free") | null;
  /**
   * The one that runs
   */
  subscription: Subscription | null;
  /**
   * Of the current period; null without a plan
   */
  usage: Usage | null;
  lastActiveAt: string | null;
  /**
   * ISO-8601 in UTC
   */
  createdAt: string;
  /**
   * The change is made, but some counters will only hear of it in a moment
   */
  pending?: true | undefined;
}

export interface ChangeCustomerResponse {
  /**
   * Your own id for the end user, or usr_… from hosted sign-in
   */
  id: string;
  email: string | null;
  name: string | null;
  /**
   * invited until that person signs in
   */
  status: "active" | "invited";
  /**
   * null in a store, and for who has no plan
   */
  plan: string | null;
  /**
   * Where the plan comes from
   */
  planSource: ("subscription" | "assigned" | "header" | "free") | null;
  /**
   * The one that runs
   */
  subscription: Subscription | null;
  /**
   * Of the current period; null without a plan
   */
  usage: Usage | null;
  lastActiveAt: string | null;
  /**
   * ISO-8601 in UTC
   */
  createdAt: string;
  /**
   * The change is made, but some counters will only hear of it in a moment
   */
  pending?: true | undefined;
}

export interface EraseCustomerResponse {
  deleted: true;
  /**
   * The change is made, but some counters will only hear of it in a moment
   */
  pending?: true | undefined;
}

export interface ListCustomersResponse {
  data: Customer[];
  hasMore: boolean;
  nextCursor: string | null;
}

export interface ListSubscriptionsResponse {
  data: Subscription[];
  hasMore: boolean;
  nextCursor: string | null;
}

export interface ChangeSubscriptionResponse {
  /**
   * Stripe's
   */
  id: string;
  customerId: string;
  /**
   * The tier
   */
  plan: string;
  status: "trialing" | "active" | "past_due" | "unpaid" | "paused" | "incomplete" | "incomplete_expired" | "canceled";
  /**
   * Per interval, before discounts; what this customer pays
   */
  unitAmount: number;
  currency: string;
  interval: "month" | "year";
  /**
   * ISO-8601 in UTC
   */
  currentPeriodStart: string;
  /**
   * Exclusive
   */
  currentPeriodEnd: string;
  /**
   * When it ends; until then it gives access
   */
  cancelAt: string | null;
  /**
   * When somebody asked for that
   */
  canceledAt: string | null;
  cancelReason: string | null;
  trialEnd: string | null;
  /**
   * ISO-8601 in UTC
   */
  updatedAt: string;
  /**
   * The change is made, but some counters will only hear of it in a moment
   */
  pending?: true | undefined;
}

export interface CancelSubscriptionResponse {
  /**
   * Stripe's
   */
  id: string;
  customerId: string;
  /**
   * The tier
   */
  plan: string;
  status: "trialing" | "active" | "past_due" | "unpaid" | "paused" | "incomplete" | "incomplete_expired" | "canceled";
  /**
   * Per interval, before discounts; what this customer pays
   */
  unitAmount: number;
  currency: string;
  interval: "month" | "year";
  /**
   * ISO-8601 in UTC
   */
  currentPeriodStart: string;
  /**
   * Exclusive
   */
  currentPeriodEnd: string;
  /**
   * When it ends; until then it gives access
   */
  cancelAt: string | null;
  /**
   * When somebody asked for that
   */
  canceledAt: string | null;
  cancelReason: string | null;
  trialEnd: string | null;
  /**
   * ISO-8601 in UTC
   */
  updatedAt: string;
  /**
   * The change is made, but some counters will only hear of it in a moment
   */
  pending?: true | undefined;
}

export interface ResumeSubscriptionResponse {
  /**
   * Stripe's
   */
  id: string;
  customerId: string;
  /**
   * The tier
   */
  plan: string;
  status: "trialing" | "active" | "past_due" | "unpaid" | "paused" | "incomplete" | "incomplete_expired" | "canceled";
  /**
   * Per interval, before discounts; what this customer pays
   */
  unitAmount: number;
  currency: string;
  interval: "month" | "year";
  /**
   * ISO-8601 in UTC
   */
  currentPeriodStart: string;
  /**
   * Exclusive
   */
  currentPeriodEnd: string;
  /**
   * When it ends; until then it gives access
   */
  cancelAt: string | null;
  /**
   * When somebody asked for that
   */
  canceledAt: string | null;
  cancelReason: string | null;
  trialEnd: string | null;
  /**
   * ISO-8601 in UTC
   */
  updatedAt: string;
  /**
   * The change is made, but some counters will only hear of it in a moment
   */
  pending?: true | undefined;
}

export interface OrderBySessionResponse {
  /**
   * Ship what is `paid`: `processing` is not paid yet. `paid_after_release` was paid when its stock was gone and is refunded by us
   */
  status:
    | "pending"
    | "processing"
    | "paid"
    | "partially_refunded"
    | "refunded"
    | "expired"
    | "failed"
    | "disputed"
    | "paid_after_release";
  items: {
    product: string;
    /**
     * As it was when it was ordered
     */
    displayName: string;
    quantity: number;
    /**
     * In the currency's minor unit
     */
    unitAmount: number;
  }[];
  /**
   * In the currency's minor unit
   */
  amountTotal: number;
  currency: string;
}

export interface ListOrdersResponse {
  data: Order[];
  hasMore: boolean;
  nextCursor: string | null;
}

export interface ChangeStockResponse {
  name: string;
  stock: number | null;
}

export interface Live {
  /**
   * ISO-8601 in UTC
   */
  at: string;
  /**
   * Accepted calls and the users who made them, minute by minute, the newest last
   */
  minutes: {
    /**
     * ISO-8601 in UTC
     */
    minute: string;
    calls: number;
    users: number;
  }[];
  /**
   * Units counted since midnight UTC
   */
  today: number;
  lastCall: {
    userId: string;
    plan: string;
    /**
     * ISO-8601 in UTC
     */
    at: string;
  } | null;
}

export type Dashboard = SaasDashboard | StoreDashboard;

export interface ListEventsResponse {
  data: Event[];
  hasMore: boolean;
  nextCursor: string | null;
}

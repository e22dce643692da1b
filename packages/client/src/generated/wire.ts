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

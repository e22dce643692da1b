/** The rows that the figures are computed from, added up as far as the database can. `docs/metrics.md` defines all. */
import type { Interval, ProjectType } from "@dream-api/contract";
import type { Scope } from "../tenancy/scope.ts";
import type { Span } from "./span.ts";

export interface ProjectHead {
  readonly type: ProjectType;
  readonly currency: string;
}

/** Recurring revenue that came or went within a time, in annualised minor units; what went is below 0. */
export interface MovementSums {
  readonly new: number;
  readonly expansion: number;
  readonly contraction: number;
  readonly churn: number;
  readonly reactivation: number;
  /** Of all kinds together. */
  readonly total: number;
  /** How many began to pay, and how many stopped. */
  readonly begun: number;
  readonly ended: number;
}

export interface SubscriptionGroup {
  readonly status: "trialing" | "active" | "past_due";
  readonly tier: string;
  readonly currency: string;
  readonly interval: Interval;
  readonly count: number;
  readonly canceling: number;
  /** Per interval, after discounts, of all together. */
  readonly netAmount: number;
}

export interface DayOfUsage {
  /** Days since the epoch. */
  readonly day: number;
  readonly tier: string;
  readonly count: number;
}

export interface SaasRows {
  /** All before the span. */
  readonly before: MovementSums;
  /** One for each step. */
  readonly steps: readonly MovementSums[];
  readonly subscriptions: readonly SubscriptionGroup[];
  readonly usage: readonly DayOfUsage[];
  readonly tiers: readonly { name: string; displayName: string; isArchived: boolean }[];
}

export interface SalesSums {
  readonly revenue: number;
  readonly refunded: number;
  readonly sales: number;
}

export interface StoreRows {
  /** One for each step. */
  readonly steps: readonly SalesSums[];
  readonly bestSellers: readonly { product: string; displayName: string; quantity: number; revenue: number }[];
  readonly stock: readonly { product: string; displayName: string; stock: number; soldOut: boolean }[];
}

export interface DashboardStore {
  /** Null when the project is not there in that mode. */
  readHead(scope: Scope): Promise<ProjectHead | null>;
  readSaas(scope: Scope, currency: string, span: Span): Promise<SaasRows>;
  readStore(scope: Scope, currency: string, span: Span): Promise<StoreRows>;
}

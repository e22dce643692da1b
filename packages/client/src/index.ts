/** `dream-api`: `import DreamAPI from "dream-api"`. What is not exported here is not promised. */
export type { Auth, SignOutOptions } from "./auth/auth.ts";
export type { SignInOptions } from "./auth/authorize-url.ts";
export type { TokenStorage } from "./auth/kept-session.ts";
export type { User } from "./auth/user.ts";
export type { TokenCarrier, VerifiedUser, VerifyToken } from "./auth/verify-token.ts";
export type { BatchResult, BatchUsageResult } from "./batch-result.ts";
export type { CartItem } from "./cart.ts";
export { DreamAPI, DreamAPI as default } from "./dream-api.ts";
export * from "./errors.ts";
export type {
  Customer,
  Dashboard,
  ErrorCode,
  Event,
  EventDetail,
  Issue,
  Live,
  Order,
  Product,
  SaasDashboard,
  SoldOutLine,
  StoreDashboard,
  Subscription,
  SubscriptionPreview,
  Tier,
  Usage,
  UsageEvent,
} from "./generated/wire.ts";
export type { List, Page } from "./list.ts";
export type {
  BatchOptions,
  CancelOptions,
  CartCheckoutOptions,
  CheckoutOptions,
  OwnCheckoutOptions,
  OwnUsageOptions,
  PageOptions,
  PlanOptions,
  PortalOptions,
  RefundOptions,
  SetStockOptions,
  TrackUsageOptions,
  WriteOptions,
} from "./method-options.ts";
export type { DreamAPIOptions, OnUnavailable } from "./options.ts";
export type {
  TrackUsageResult,
  UsageAllowed,
  UsageLimitReached,
  UsageRefused,
  UsageUnavailable,
} from "./track-usage-result.ts";

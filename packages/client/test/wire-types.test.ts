/** The published types are those of the contract. `tsc` is the one who finds out; running this proves nothing. */
import type * as contract from "@dream-api/contract";
import { expectTypeOf, it } from "vitest";
import type * as z from "zod";
import type * as wire from "../src/generated/wire.ts";

type ReplyOf<Endpoint extends { reply?: z.ZodType }> = z.output<NonNullable<Endpoint["reply"]>>;
type BodyOf<Endpoint extends { body?: z.ZodType }> = z.input<NonNullable<Endpoint["body"]>>;

type QueryOf<Endpoint extends { query?: z.ZodType }> = Optional<z.output<NonNullable<Endpoint["query"]>>>;
type Optional<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined };

it("generated types equal the contract's, in both directions", () => {
  expectTypeOf<wire.Usage>().toEqualTypeOf<contract.Usage>();
  expectTypeOf<wire.Tier>().toEqualTypeOf<contract.Tier>();
  expectTypeOf<wire.Product>().toEqualTypeOf<contract.Product>();
  expectTypeOf<wire.Issue>().toEqualTypeOf<contract.Issue>();
  expectTypeOf<wire.ErrorCode>().toEqualTypeOf<contract.ErrorCode>();
  expectTypeOf<wire.ErrorBody>().toEqualTypeOf<contract.ErrorBody>();
  expectTypeOf<wire.TierLimitBody>().toEqualTypeOf<z.output<typeof contract.tierLimitBodySchema>>();
  expectTypeOf<wire.UsageEvent>().toEqualTypeOf<z.input<typeof contract.usageEventSchema>>();
  expectTypeOf<wire.TrackUsageRequest | undefined>().toEqualTypeOf<BodyOf<typeof contract.trackUsage>>();
  expectTypeOf<wire.TrackUsageResponse>().toEqualTypeOf<ReplyOf<typeof contract.trackUsage>>();
  expectTypeOf<wire.TrackUsageBatchRequest>().toEqualTypeOf<BodyOf<typeof contract.trackUsageBatch>>();
  expectTypeOf<wire.TrackUsageBatchResponse>().toEqualTypeOf<ReplyOf<typeof contract.trackUsageBatch>>();
  expectTypeOf<wire.ReleaseUsageRequest>().toEqualTypeOf<BodyOf<typeof contract.releaseUsage>>();
  expectTypeOf<wire.ReleaseUsageResponse>().toEqualTypeOf<ReplyOf<typeof contract.releaseUsage>>();
  expectTypeOf<wire.ReadUsageResponse>().toEqualTypeOf<ReplyOf<typeof contract.readUsage>>();
  expectTypeOf<wire.ListTiersResponse>().toEqualTypeOf<ReplyOf<typeof contract.listTiers>>();
  expectTypeOf<wire.ListProductsResponse>().toEqualTypeOf<ReplyOf<typeof contract.listProducts>>();
  expectTypeOf<wire.CreateCheckoutRequest>().toEqualTypeOf<BodyOf<typeof contract.createCheckout>>();
  expectTypeOf<wire.CartCheckoutRequest>().toEqualTypeOf<BodyOf<typeof contract.createCartCheckout>>();
  expectTypeOf<wire.OpenCustomerPortalRequest | undefined>().toEqualTypeOf<
    BodyOf<typeof contract.openCustomerPortal>
  >();
  expectTypeOf<wire.CreateCustomerRequest>().toEqualTypeOf<BodyOf<typeof contract.createCustomer>>();
  expectTypeOf<wire.ChangeCustomerRequest>().toEqualTypeOf<BodyOf<typeof contract.changeCustomer>>();
  expectTypeOf<wire.PreviewSubscriptionChangeRequest>().toEqualTypeOf<
    BodyOf<typeof contract.previewSubscriptionChange>
  >();
  expectTypeOf<wire.ChangeSubscriptionRequest>().toEqualTypeOf<BodyOf<typeof contract.changeSubscription>>();
  expectTypeOf<wire.CancelSubscriptionRequest | undefined>().toEqualTypeOf<
    BodyOf<typeof contract.cancelSubscription>
  >();
  expectTypeOf<wire.RefundItem>().toEqualTypeOf<z.input<typeof contract.refundItemSchema>>();
  expectTypeOf<wire.RefundOrderRequest | undefined>().toEqualTypeOf<BodyOf<typeof contract.refundOrder>>();
  expectTypeOf<wire.ChangeStockRequest>().toEqualTypeOf<BodyOf<typeof contract.changeStock>>();
  expectTypeOf<wire.ListCustomersQuery>().toEqualTypeOf<QueryOf<typeof contract.listCustomers>>();
  expectTypeOf<wire.ListSubscriptionsQuery>().toEqualTypeOf<QueryOf<typeof contract.listSubscriptions>>();
  expectTypeOf<wire.ListOrdersQuery>().toEqualTypeOf<QueryOf<typeof contract.listOrders>>();
  expectTypeOf<wire.ReadDashboardQuery>().toEqualTypeOf<QueryOf<typeof contract.readDashboard>>();
  expectTypeOf<wire.ListDashboardCustomersQuery>().toEqualTypeOf<
    Omit<QueryOf<typeof contract.listDashboardCustomers>, "format">
  >();
  expectTypeOf<wire.ListDashboardOrdersQuery>().toEqualTypeOf<
    Omit<QueryOf<typeof contract.listDashboardOrders>, "format">
  >();
  expectTypeOf<wire.ListDashboardEventsQuery>().toEqualTypeOf<
    Omit<QueryOf<typeof contract.listDashboardEvents>, "format">
  >();
  expectTypeOf<wire.Subscription>().toEqualTypeOf<z.output<typeof contract.subscriptionSchema>>();
  expectTypeOf<wire.SubscriptionPreview>().toEqualTypeOf<z.output<typeof contract.subscriptionPreviewSchema>>();
  expectTypeOf<wire.Customer>().toEqualTypeOf<z.output<typeof contract.customerSchema>>();
  expectTypeOf<wire.Order>().toEqualTypeOf<z.output<typeof contract.orderSchema>>();
  expectTypeOf<wire.Event>().toEqualTypeOf<z.output<typeof contract.eventSchema>>();
  expectTypeOf<wire.EventDetail>().toEqualTypeOf<z.output<typeof contract.eventDetailSchema>>();
  expectTypeOf<wire.SaasDashboard>().toEqualTypeOf<z.output<typeof contract.saasDashboardSchema>>();
  expectTypeOf<wire.StoreDashboard>().toEqualTypeOf<z.output<typeof contract.storeDashboardSchema>>();
  expectTypeOf<wire.SoldOutLine>().toEqualTypeOf<z.output<typeof contract.soldOutLineSchema>>();
  expectTypeOf<wire.SoldOutBody>().toEqualTypeOf<z.output<typeof contract.soldOutBodySchema>>();
  expectTypeOf<wire.Live>().toEqualTypeOf<z.output<typeof contract.liveSchema>>();
  expectTypeOf<wire.Dashboard>().toEqualTypeOf<z.output<typeof contract.dashboardSchema>>();
  expectTypeOf<wire.CreateCheckoutResponse>().toEqualTypeOf<ReplyOf<typeof contract.createCheckout>>();
  expectTypeOf<wire.CartCheckoutResponse>().toEqualTypeOf<ReplyOf<typeof contract.createCartCheckout>>();
  expectTypeOf<wire.OpenCustomerPortalResponse>().toEqualTypeOf<ReplyOf<typeof contract.openCustomerPortal>>();
  expectTypeOf<wire.CreateCustomerResponse>().toEqualTypeOf<ReplyOf<typeof contract.createCustomer>>();
  expectTypeOf<wire.ChangeCustomerResponse>().toEqualTypeOf<ReplyOf<typeof contract.changeCustomer>>();
  expectTypeOf<wire.EraseCustomerResponse>().toEqualTypeOf<ReplyOf<typeof contract.eraseCustomer>>();
  expectTypeOf<wire.ListCustomersResponse>().toEqualTypeOf<ReplyOf<typeof contract.listCustomers>>();
  expectTypeOf<wire.ListSubscriptionsResponse>().toEqualTypeOf<ReplyOf<typeof contract.listSubscriptions>>();
  expectTypeOf<wire.ChangeSubscriptionResponse>().toEqualTypeOf<ReplyOf<typeof contract.changeSubscription>>();
  expectTypeOf<wire.CancelSubscriptionResponse>().toEqualTypeOf<ReplyOf<typeof contract.cancelSubscription>>();
  expectTypeOf<wire.ResumeSubscriptionResponse>().toEqualTypeOf<ReplyOf<typeof contract.resumeSubscription>>();
  expectTypeOf<wire.OrderBySessionResponse>().toEqualTypeOf<ReplyOf<typeof contract.readOrderBySession>>();
  expectTypeOf<wire.ListOrdersResponse>().toEqualTypeOf<ReplyOf<typeof contract.listOrders>>();
  expectTypeOf<wire.ChangeStockResponse>().toEqualTypeOf<ReplyOf<typeof contract.changeStock>>();
  expectTypeOf<wire.ListEventsResponse>().toEqualTypeOf<ReplyOf<typeof contract.listDashboardEvents>>();
});

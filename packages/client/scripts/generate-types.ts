/**
 * Writes `src/generated/wire.ts`: the contract's schemas as plain TypeScript, so that the SDK is typed by the wire
 * without shipping zod. `--check` writes nothing and fails when the file is not what the contract says.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  cancelSubscription,
  changeCustomer,
  changeStock,
  changeSubscription,
  createCartCheckout,
  createCheckout,
  createCustomer,
  customerSchema,
  dashboardSchema,
  eraseCustomer,
  errorBodySchema,
  eventDetailSchema,
  eventSchema,
  issueSchema,
  listCustomers,
  listDashboardCustomers,
  listDashboardEvents,
  listDashboardOrders,
  listOrders,
  listProducts,
  listSubscriptions,
  listTiers,
  liveSchema,
  openCustomerPortal,
  orderSchema,
  previewSubscriptionChange,
  productSchema,
  readDashboard,
  readOrderBySession,
  readUsage,
  refundItemSchema,
  refundOrder,
  releaseUsage,
  resumeSubscription,
  saasDashboardSchema,
  soldOutBodySchema,
  soldOutLineSchema,
  storeDashboardSchema,
  subscriptionPreviewSchema,
  subscriptionSchema,
  tierLimitBodySchema,
  tierSchema,
  trackUsage,
  trackUsageBatch,
  trackUsageReplySchema,
  usageEventSchema,
  usageSchema,
} from "@dream-api/contract";
import { compile } from "json-schema-to-typescript";
import * as z from "zod";

type JsonSchema = Parameters<typeof compile>[0];

const file = join(import.meta.dirname, "../src/generated/wire.ts");

/** What a caller writes: a field with a default may be left out. */
const requests = {
  TrackUsageRequest: trackUsage.body,
  ReleaseUsageRequest: releaseUsage.body,
  UsageEvent: usageEventSchema,
  TrackUsageBatchRequest: trackUsageBatch.body,
  CreateCheckoutRequest: createCheckout.body,
  CartCheckoutRequest: createCartCheckout.body,
  OpenCustomerPortalRequest: openCustomerPortal.body,
  CreateCustomerRequest: createCustomer.body,
  ChangeCustomerRequest: changeCustomer.body,
  PreviewSubscriptionChangeRequest: previewSubscriptionChange.body,
  ChangeSubscriptionRequest: changeSubscription.body,
  CancelSubscriptionRequest: cancelSubscription.body,
  RefundItem: refundItemSchema,
  RefundOrderRequest: refundOrder.body,
  ChangeStockRequest: changeStock.body,
};

/** What narrows a list, as a caller writes it: everything may be left out. */
const queries = {
  ListCustomersQuery: listCustomers.query,
  ListSubscriptionsQuery: listSubscriptions.query,
  ListOrdersQuery: listOrders.query,
  ReadDashboardQuery: readDashboard.query,
  ListDashboardCustomersQuery: listDashboardCustomers.query?.omit({ format: true }),
  ListDashboardOrdersQuery: listDashboardOrders.query?.omit({ format: true }),
  ListDashboardEventsQuery: listDashboardEvents.query?.omit({ format: true }),
};

/** What a caller reads. */
const responses = {
  ErrorCode: errorBodySchema.shape.code,
  Issue: issueSchema,
  ErrorBody: errorBodySchema,
  Usage: usageSchema,
  TierLimitBody: tierLimitBodySchema,
  TrackUsageResponse: trackUsageReplySchema,
  TrackUsageBatchResponse: trackUsageBatch.reply,
  ReleaseUsageResponse: releaseUsage.reply,
  ReadUsageResponse: readUsage.reply,
  Tier: tierSchema,
  ListTiersResponse: listTiers.reply,
  Product: productSchema,
  ListProductsResponse: listProducts.reply,
  Subscription: subscriptionSchema,
  SubscriptionPreview: subscriptionPreviewSchema,
  Customer: customerSchema,
  Order: orderSchema,
  Event: eventSchema,
  EventDetail: eventDetailSchema,
  SaasDashboard: saasDashboardSchema,
  StoreDashboard: storeDashboardSchema,
  SoldOutLine: soldOutLineSchema,
  SoldOutBody: soldOutBodySchema,
  CreateCheckoutResponse: createCheckout.reply,
  CartCheckoutResponse: createCartCheckout.reply,
  OpenCustomerPortalResponse: openCustomerPortal.reply,
  CreateCustomerResponse: createCustomer.reply,
  ChangeCustomerResponse: changeCustomer.reply,
  EraseCustomerResponse: eraseCustomer.reply,
  ListCustomersResponse: listCustomers.reply,
  ListSubscriptionsResponse: listSubscriptions.reply,
  ChangeSubscriptionResponse: changeSubscription.reply,
  CancelSubscriptionResponse: cancelSubscription.reply,
  ResumeSubscriptionResponse: resumeSubscription.reply,
  OrderBySessionResponse: readOrderBySession.reply,
  ListOrdersResponse: listOrders.reply,
  ChangeStockResponse: changeStock.reply,
  Live: liveSchema,
  Dashboard: dashboardSchema,
  ListEventsResponse: listDashboardEvents.reply,
};

const preamble = "/** The wire, generated from the contract by `scripts/generate-types.ts`. Do not edit. */\n";

async function wireTypes(): Promise<string> {
  const types = [
    ...(await typesOf(requests, "input")),
    ...(await typesOf(partial(queries), "output")),
    ...(await typesOf(responses, "output")),
  ];
  return [preamble, ...types].join("\n");
}

/** A query's input is text to zod and has its own types here, so it is written by what it becomes. */
function partial(schemas: Record<string, z.ZodObject | undefined>): Record<string, z.ZodType | undefined> {
  const withoutDefault = (schema: z.ZodType) => (schema instanceof z.ZodDefault ? schema.unwrap() : schema);
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const fields = Object.entries(schema?.shape ?? {}).map(([name, field]) => [
        name,
        z.optional(withoutDefault(field as z.ZodType) as z.ZodType),
      ]);
      return [id, schema && z.strictObject(Object.fromEntries(fields))];
    }),
  );
}

async function typesOf(schemas: Record<string, z.ZodType | undefined>, io: "input" | "output"): Promise<string[]> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) {
    if (!schema) throw new Error(`The contract has no schema for ${id}`);
    registry.add(schema, { id });
  }
  const { schemas: jsonSchemas } = z.toJSONSchema(registry, { io, uri: (id) => id });
  return Promise.all(Object.entries(jsonSchemas).map(([name, jsonSchema]) => typeOf(name, jsonSchema)));
}

async function typeOf(name: string, jsonSchema: unknown): Promise<string> {
  const code = await compile(byName(jsonSchema), name, {
    bannerComment: "",
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
  });
  return withUndefined(code);
}

/** Each schema refers to the others by the name of their type instead of repeating them. */
function byName(jsonSchema: unknown): JsonSchema {
  return JSON.parse(JSON.stringify(jsonSchema), (key, value) => {
    if (key === "$id" || key === "$schema") return undefined;
    if (typeof value?.$ref !== "string") return value;
    const { $ref, ...rest } = value;
    return { ...rest, tsType: $ref };
  });
}

/** An optional field also takes `undefined`, as zod's do, so that `{plan: maybe}` compiles under every flag. */
function withUndefined(code: string): string {
  return code.replaceAll(/^(\s*\w+\?:(?: .*|(?:\n\s+\| "\w+")+));$/gm, "$1 | undefined;");
}

const wanted = await wireTypes();
if (!process.argv.includes("--check")) {
  await writeFile(file, wanted);
} else if ((await readFile(file, "utf8").catch(() => "")) !== wanted) {
  process.stderr.write(
    "packages/client/src/generated/wire.ts is not what the contract says: npm run generate -w dream-api\n",
  );
  process.exitCode = 1;
}

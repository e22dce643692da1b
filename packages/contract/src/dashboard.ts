/** What a developer watches: what happens now, and how it went. */
import * as z from "zod";
import { ownerErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { currencySchema, nameSchema, noQuerySchema, projectTypes, timeSchema, unitAmountSchema } from "./primitives.ts";

export const liveSchema = z
  .strictObject({
    at: timeSchema,
    minutes: z
      .array(z.strictObject({ minute: timeSchema, calls: z.int(), users: z.int() }))
      .meta({ description: "Accepted calls and the users who made them, minute by minute, the newest last" }),
    today: z.int().meta({ description: "Units counted since midnight UTC" }),
    lastCall: z.strictObject({ userId: z.string(), plan: nameSchema, at: timeSchema }).nullable(),
  })
  .meta({ id: "Live" });
export type Live = z.infer<typeof liveSchema>;

export const ranges = ["day", "week", "month", "year"] as const;
export type Range = (typeof ranges)[number];

const rangeQuerySchema = z.strictObject({
  range: z.enum(ranges).default("month").meta({ description: "How far back, in UTC" }),
});

const countSchema = z.int().min(0);

/** What a range is, and in what steps its series goes. */
const span = {
  range: z.enum(ranges),
  from: timeSchema,
  to: timeSchema.meta({ description: "Exclusive" }),
  currency: currencySchema,
};

/** One step of a series. */
const step = { start: timeSchema, end: timeSchema.meta({ description: "Exclusive" }) };

const monthlyNote = "A month's worth, in the currency's minor unit";

/** Recurring revenue that came or went, each as an amount of its own, none below 0. */
const movements = {
  new: unitAmountSchema,
  expansion: unitAmountSchema,
  contraction: unitAmountSchema,
  churn: unitAmountSchema,
  reactivation: unitAmountSchema,
};

export const saasDashboardSchema = z
  .strictObject({
    type: z.literal(projectTypes[0]),
    ...span,
    active: countSchema.meta({ description: "Subscriptions that pay now, those that will end too" }),
    canceling: countSchema.meta({ description: "Of them, those that will end" }),
    trialing: countSchema,
    mrr: unitAmountSchema.meta({ description: `${monthlyNote}: yearly ones / 12, discounts counted, trials not` }),
    arpu: unitAmountSchema.nullable().meta({ description: "mrr for each active subscription; null without any" }),
    churn: z.strictObject({
      subscriptions: countSchema.meta({ description: "That ended in the range" }),
      amount: unitAmountSchema.meta({ description: monthlyNote }),
      rate: z.number().min(0).nullable().meta({ description: "Of what was active at the start; null if none was" }),
    }),
    usage: z.strictObject({ units: countSchema, byTier: z.record(nameSchema, countSchema) }),
    series: z.array(
      z.strictObject({
        ...step,
        mrr: unitAmountSchema.meta({ description: "At the end of the step" }),
        movements: z.strictObject(movements).meta({ description: monthlyNote }),
        usage: z.strictObject({ units: countSchema, byTier: z.record(nameSchema, countSchema) }),
      }),
    ),
    tiers: z.array(
      z.strictObject({
        name: nameSchema,
        displayName: z.string(),
        subscriptions: countSchema.meta({ description: "That pay or are on trial" }),
        mrr: unitAmountSchema,
      }),
    ),
  })
  .meta({ id: "SaasDashboard" });
export type SaasDashboard = z.infer<typeof saasDashboardSchema>;

export const storeDashboardSchema = z
  .strictObject({
    type: z.literal(projectTypes[1]),
    ...span,
    revenue: unitAmountSchema.meta({ description: "What was paid in the range, refunds not taken off" }),
    refunded: unitAmountSchema.meta({ description: "What was given back in the range" }),
    sales: countSchema.meta({ description: "Orders paid in the range" }),
    averageOrder: unitAmountSchema.nullable().meta({ description: "revenue for each sale; null without any" }),
    bestSellers: z
      .array(
        z.strictObject({
          product: nameSchema,
          displayName: z.string(),
          quantity: countSchema,
          revenue: unitAmountSchema.meta({ description: "Before discounts" }),
        }),
      )
      .meta({ description: "10 at most, the most sold first" }),
    stock: z
      .array(z.strictObject({ product: nameSchema, displayName: z.string(), stock: countSchema, soldOut: z.boolean() }))
      .meta({ description: "Of tracked products, 10 at most, the scarcest first" }),
    series: z.array(
      z.strictObject({ ...step, revenue: unitAmountSchema, refunded: unitAmountSchema, sales: countSchema }),
    ),
  })
  .meta({ id: "StoreDashboard" });
export type StoreDashboard = z.infer<typeof storeDashboardSchema>;

export const dashboardSchema = z.union([saasDashboardSchema, storeDashboardSchema]);
export type Dashboard = z.infer<typeof dashboardSchema>;

export const totalsSchema = z
  .strictObject({
    range: span.range,
    from: span.from,
    to: span.to,
    projects: countSchema.meta({ description: "That are live" }),
    active: countSchema,
    canceling: countSchema,
    trialing: countSchema,
    currencies: z
      .array(
        z.strictObject({
          currency: currencySchema,
          mrr: unitAmountSchema,
          revenue: unitAmountSchema,
          refunded: unitAmountSchema,
          sales: countSchema,
        }),
      )
      .meta({ description: "Never added up across currencies" }),
  })
  .meta({ id: "Totals" });
export type Totals = z.infer<typeof totalsSchema>;

export const readDashboard = endpoint({
  operationId: "readDashboard",
  method: "GET",
  path: "/api/dashboard",
  who: ["K", "D"],
  tag: "Dashboard",
  summary: "The figures of a project",
  description:
    "Of a SaaS or of a store, as `type` says. The series goes in days, for a year in months; its last step is not over yet.",
  query: rangeQuerySchema,
  reply: dashboardSchema,
  errors: [...ownerErrors],
});

export const readTotals = endpoint({
  operationId: "readTotals",
  method: "GET",
  path: "/api/dashboard/totals",
  who: ["D"],
  tag: "Dashboard",
  summary: "Live figures of all the developer's projects together",
  query: rangeQuerySchema,
  reply: totalsSchema,
  errors: [...sessionErrors, "validation_failed"],
});

export const readLive = endpoint({
  operationId: "readLive",
  method: "GET",
  path: "/api/dashboard/live",
  who: ["K", "D"],
  tag: "Dashboard",
  summary: "What is happening now",
  description: "Asked of the counters themselves, so the first call of a new project shows at once.",
  query: noQuerySchema,
  reply: liveSchema,
  errors: [...ownerErrors],
});

/** The tables of the dashboard: a page as JSON, or all of it as CSV. */
import * as z from "zod";
import { customerFilters, customerSchema } from "./customers.ts";
import { errorsOf, ownerErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { eventOutcomes, eventSchema } from "./events.ts";
import { orderFilters, orderSchema } from "./orders.ts";
import { pageOf, pageQuerySchema, searchSchema } from "./primitives.ts";

export const tableFormats = ["json", "csv"] as const;

const csv = "text/csv";

const csvNote =
  "With `format=csv` everything that the filters leave, in the same order, as one UTF-8 file with a BOM: `limit` and `cursor` don't count then. Cells that a spreadsheet would run as a formula begin with an apostrophe.";

const tableQuerySchema = pageQuerySchema.extend({ format: z.enum(tableFormats).default("json") });

export const customerSorts = ["newest", "oldest", "email", "name"] as const;
export const timeSorts = ["newest", "oldest"] as const;

export const listDashboardCustomers = endpoint({
  operationId: "listDashboardCustomers",
  method: "GET",
  path: "/api/dashboard/customers",
  who: ["K", "D"],
  tag: "Dashboard",
  summary: "The table of customers",
  description: csvNote,
  query: tableQuerySchema.extend({ ...customerFilters, sort: z.enum(customerSorts).default("newest") }),
  reply: pageOf(customerSchema),
  replyMediaType: csv,
  errors: [...ownerErrors],
});

export const listDashboardOrders = endpoint({
  operationId: "listDashboardOrders",
  method: "GET",
  path: "/api/dashboard/orders",
  who: ["K", "D"],
  tag: "Dashboard",
  summary: "The table of orders",
  description: csvNote,
  query: tableQuerySchema.extend({
    ...orderFilters,
    search: searchSchema.describe("What the order's id or the e-mail address begins with, in any case"),
    sort: z.enum(timeSorts).default("newest"),
  }),
  reply: pageOf(orderSchema),
  replyMediaType: csv,
  errors: errorsOf(ownerErrors, ["wrong_project_type"]),
});

export const listDashboardEvents = endpoint({
  operationId: "listDashboardEvents",
  method: "GET",
  path: "/api/dashboard/events",
  who: ["K", "D"],
  tag: "Dashboard",
  summary: "The table of events from Stripe",
  description: csvNote,
  query: tableQuerySchema.extend({
    search: searchSchema.describe("What the type, the event's id or the object's id begins with"),
    outcome: z.enum(eventOutcomes).optional(),
    sort: z.enum(timeSorts).default("newest"),
  }),
  reply: pageOf(eventSchema),
  replyMediaType: csv,
  errors: [...ownerErrors],
});

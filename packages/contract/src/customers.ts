/** A project's customers: its end users, by the ids that its developer knows them under. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, ownerErrors, providerErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import {
  emailSchema,
  flagSchema,
  nameSchema,
  noQuerySchema,
  pageOf,
  pageQuerySchema,
  pendingSchema,
  searchSchema,
  textSchema,
  timeSchema,
  userIdSchema,
} from "./primitives.ts";
import { subscriptionSchema } from "./subscriptions.ts";
import { usageSchema } from "./usage.ts";

export const customerStatuses = ["active", "invited"] as const;
export const planSources = ["subscription", "assigned", "header", "free"] as const;

export const customerSchema = z
  .strictObject({
    id: z.string().meta({ description: "Your own id for the end user, or usr_… from hosted sign-in" }),
    email: z.string().nullable(),
    name: z.string().nullable(),
    status: z.enum(customerStatuses).meta({ description: "invited until that person signs in" }),
    plan: nameSchema.nullable().meta({ description: "null in a store, and for who has no plan" }),
    planSource: z.enum(planSources).nullable().meta({ description: "Where the plan comes from" }),
    subscription: subscriptionSchema.nullable().meta({ description: "The one that runs" }),
    usage: usageSchema.nullable().meta({ description: "Of the current period; null without a plan" }),
    lastActiveAt: timeSchema.nullable(),
    createdAt: timeSchema,
  })
  .meta({ id: "Customer" });
export type Customer = z.infer<typeof customerSchema>;

const customerReplySchema = customerSchema.extend({ pending: pendingSchema });

/** Ids that start with usr_ are given out by us. */
const newCustomerIdSchema = userIdSchema.refine(
  (id) => !id.startsWith("usr_"),
  "ids that start with usr_ are made by us",
);

export const createCustomerSchema = z
  .strictObject({
    id: newCustomerIdSchema.optional().meta({ description: "Your own id; without one we make a usr_ id" }),
    email: emailSchema.optional(),
    name: textSchema(100).optional(),
    plan: nameSchema.optional().meta({ description: "A tier to put the customer on without payment" }),
    invite: z.boolean().default(false).meta({ description: "Whether we write to the address" }),
  })
  .refine(({ id, email }) => id !== undefined || email !== undefined, { path: ["id"], message: "an id or an email" })
  .refine(({ email, invite }) => email !== undefined || !invite, { path: ["email"], message: "needed to invite" });

/** What is left out stays; null takes a value away. */
export const customerChangesSchema = z
  .strictObject({
    plan: nameSchema.nullable().meta({ description: "A tier without payment; null takes it away" }),
    name: textSchema(100).nullable(),
  })
  .partial()
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), "at least one change");

/** What narrows a list of customers. */
export const customerFilters = {
  search: searchSchema.describe(
    "What the id begins with, as it is written, or the e-mail address or the name, in any case",
  ),
  plan: nameSchema.optional(),
  status: z.enum(customerStatuses).optional(),
};

const customerParams = z.strictObject({ id: userIdSchema });

export const createCustomer = endpoint({
  operationId: "createCustomer",
  method: "POST",
  path: "/api/customers",
  who: ["K", "D"],
  tag: "Customers",
  summary: "Make a customer, or invite one",
  description:
    "Customers who only use or buy come by themselves. With an e-mail address and no id the customer is invited, and is linked when that person signs in with it. Brings back an id that was erased, with nothing of what it had.",
  headers: ["idempotencyKey"],
  query: noQuerySchema,
  body: createCustomerSchema,
  status: 201,
  reply: customerReplySchema,
  errors: errorsOf(ownerErrors, bodyErrors, idempotencyErrors, providerErrors, [
    "customer_exists",
    "unknown_tier",
    "wrong_project_type",
    "too_many_requests",
    "conflict",
  ]),
});

export const listCustomers = endpoint({
  operationId: "listCustomers",
  method: "GET",
  path: "/api/customers",
  who: ["K", "D"],
  tag: "Customers",
  summary: "Customers, the newest first",
  description: "Usage may be a minute old here; `GET /api/usage` asks the counter itself.",
  query: pageQuerySchema.extend(customerFilters),
  reply: pageOf(customerSchema),
  errors: [...ownerErrors],
});

export const readCustomer = endpoint({
  operationId: "readCustomer",
  method: "GET",
  path: "/api/customers/:id",
  who: ["K", "D"],
  tag: "Customers",
  summary: "A customer",
  params: customerParams,
  query: noQuerySchema,
  reply: customerSchema,
  errors: [...ownerErrors],
});

export const changeCustomer = endpoint({
  operationId: "changeCustomer",
  method: "PATCH",
  path: "/api/customers/:id",
  who: ["K", "D"],
  tag: "Customers",
  summary: "Change a customer's name or the plan you give them",
  description: "A subscription that runs counts before a plan given here. The next counted call sees the new plan.",
  params: customerParams,
  query: noQuerySchema,
  body: customerChangesSchema,
  reply: customerReplySchema,
  errors: errorsOf(ownerErrors, bodyErrors, ["unknown_tier", "wrong_project_type", "conflict"]),
});

export const eraseCustomer = endpoint({
  operationId: "eraseCustomer",
  method: "DELETE",
  path: "/api/customers/:id",
  who: ["K", "D"],
  tag: "Customers",
  summary: "Erase what this project holds of a customer",
  description:
    "Orders and revenue stay without the person's data. The id is refused until it is created anew. A running subscription is ended first with `cancelSubscription=true`.",
  params: customerParams,
  query: z.strictObject({ cancelSubscription: flagSchema }),
  reply: z.strictObject({ deleted: z.literal(true), pending: pendingSchema }),
  errors: errorsOf(ownerErrors, providerErrors, ["live_subscription_exists", "conflict"]),
});

/** A developer's projects and their settings. Every project exists in test; promotion adds live. */
import * as z from "zod";
import { bodyErrors, errorsOf, providerErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { keySchema } from "./keys.ts";
import {
  currencySchema,
  modeSchema,
  pendingSchema,
  projectIdSchema,
  projectTypes,
  textSchema,
  timeSchema,
} from "./primitives.ts";
import { imageUrlSchema, originSchema, redirectUriSchema, returnUrlSchema } from "./urls.ts";

export const connectionStates = ["connected", "not_connected", "disconnected", "revoked"] as const;
export type ConnectionState = (typeof connectionStates)[number];

export const projectModeSchema = z
  .strictObject({
    keys: z.array(keySchema),
    tiers: z.int().min(0).meta({ description: "How many are sold; 0 in a store" }),
    products: z.int().min(0).meta({ description: "How many are sold; 0 in a SaaS" }),
    customers: z.int().min(0),
    hasSold: z.boolean().meta({ description: "Whether an order was ever paid, also by a guest; false in a SaaS" }),
    stripe: z.enum(connectionStates),
    allowedOrigins: z.array(z.string()),
    redirectUris: z.array(z.string()),
    defaultUrls: z.strictObject({
      successUrl: z.string().nullable(),
      cancelUrl: z.string().nullable(),
      returnUrl: z.string().nullable(),
    }),
    branding: z.strictObject({
      name: z.string().nullable(),
      colour: z.string().nullable(),
      logoUrl: z.string().nullable(),
    }),
    promotedAt: timeSchema.nullable(),
  })
  .meta({ id: "ProjectMode" });
export type ProjectMode = z.infer<typeof projectModeSchema>;

export const projectSchema = z
  .strictObject({
    id: projectIdSchema,
    name: z.string(),
    type: z.enum(projectTypes),
    currency: currencySchema,
    createdAt: timeSchema,
    modes: z.strictObject({ test: projectModeSchema, live: projectModeSchema.nullable() }),
  })
  .meta({ id: "Project" });
export type Project = z.infer<typeof projectSchema>;

export const projectNameSchema = textSchema(64);

const colourSchema = z.string().regex(/^#[0-9a-fA-F]{6}$/, "a colour as #1a2b3c");

/** What is left out stays; null takes a value away. Lists are replaced as a whole. */
export const projectChangesSchema = z.strictObject({
  name: projectNameSchema.optional().meta({ description: "Of the project in both modes" }),
  mode: modeSchema.meta({ description: "Whose settings are changed" }),
  allowedOrigins: z.array(originSchema).max(50).optional(),
  redirectUris: z.array(redirectUriSchema).max(50).optional(),
  defaultUrls: z
    .strictObject({
      successUrl: returnUrlSchema.nullable(),
      cancelUrl: returnUrlSchema.nullable(),
      returnUrl: returnUrlSchema.nullable(),
    })
    .partial()
    .optional(),
  branding: z
    .strictObject({
      name: textSchema(64).nullable(),
      colour: colourSchema.nullable(),
      logoUrl: imageUrlSchema.nullable(),
    })
    .partial()
    .optional(),
});
export type ProjectChanges = z.infer<typeof projectChangesSchema>;

const projectParams = z.strictObject({ id: projectIdSchema });

export const listProjects = endpoint({
  operationId: "listProjects",
  method: "GET",
  path: "/projects",
  who: ["D"],
  tag: "Projects",
  summary: "All projects of the account",
  reply: z.strictObject({ data: z.array(projectSchema) }),
  errors: [...sessionErrors],
});

export const changeProjectSettings = endpoint({
  operationId: "changeProjectSettings",
  method: "PATCH",
  path: "/projects/:id",
  who: ["D"],
  tag: "Projects",
  summary: "Rename a project or change its settings in a mode",
  params: projectParams,
  body: projectChangesSchema,
  reply: projectSchema.extend({ pending: pendingSchema }),
  errors: errorsOf(sessionErrors, bodyErrors, ["not_found", "not_promoted", "conflict"]),
});

export const deleteProject = endpoint({
  operationId: "deleteProject",
  method: "DELETE",
  path: "/projects/:id",
  who: ["D"],
  tag: "Projects",
  summary: "Delete a project in both modes",
  description: "Wants the project's name, so that it is meant. Refused while live subscriptions run.",
  params: projectParams,
  body: z.strictObject({ name: z.string().max(64).meta({ description: "The project's name, as it is" }) }),
  reply: z.strictObject({ deleted: z.literal(true), pending: pendingSchema }),
  errors: errorsOf(sessionErrors, bodyErrors, providerErrors, ["not_found", "live_subscribers_exist"]),
});

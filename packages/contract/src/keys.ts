/** Key pairs of a project. A secret stands only in the reply that makes it. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { modeSchema, nameSchema, pendingSchema, projectIdSchema, textSchema, timeSchema } from "./primitives.ts";

export const labelSchema = textSchema(64).meta({ description: "What the pair is for, as `production` or `ci`" });

export const keySchema = z
  .strictObject({
    publishableKey: z.string(),
    label: z.string(),
    status: z.enum(["active", "revoked"]),
    secretHints: z.array(
      z.strictObject({
        hint: z.string().meta({ example: "sk_test_…a1b2" }),
        createdAt: timeSchema,
        expiresAt: timeSchema.nullable().meta({ description: "Exclusive; null is never" }),
        lastUsedAt: timeSchema.nullable(),
      }),
    ),
  })
  .meta({ id: "Key" });
export type Key = z.infer<typeof keySchema>;

export const keyWithSecretSchema = keySchema
  .extend({
    secretKey: z
      .string()
      .nullable()
      .meta({ description: "Shown once: null when a repeat with the same Idempotency-Key asks again" }),
  })
  .meta({ id: "KeyWithSecret" });
export type KeyWithSecret = z.infer<typeof keyWithSecretSchema>;

/** How long the old secret goes on working after a rotation. */
export const rotationOverlap = { defaultSeconds: 86_400, maxSeconds: 7 * 86_400 } as const;

const modeKeysSchema = z.array(keySchema);
const modePricesSchema = z.array(z.strictObject({ name: nameSchema, priceId: z.string() }));

const projectParams = z.strictObject({ id: projectIdSchema });
const keyParams = z.strictObject({ id: projectIdSchema, publishableKey: z.string().min(1).max(128) });

export const readCredentials = endpoint({
  operationId: "readCredentials",
  method: "GET",
  path: "/get-credentials",
  who: ["D"],
  tag: "Keys",
  summary: "A project's key pairs and Stripe price ids",
  description: "Never a secret: only what identifies one.",
  query: z.strictObject({ projectId: projectIdSchema }),
  reply: z.strictObject({
    test: modeKeysSchema,
    live: modeKeysSchema,
    prices: z.strictObject({ test: modePricesSchema, live: modePricesSchema }),
  }),
  errors: errorsOf(sessionErrors, ["validation_failed", "not_found"]),
});

export const createKey = endpoint({
  operationId: "createKey",
  method: "POST",
  path: "/projects/:id/keys",
  who: ["D"],
  tag: "Keys",
  summary: "Add a key pair",
  headers: ["idempotencyKey"],
  params: projectParams,
  body: z.strictObject({ mode: modeSchema, label: labelSchema }),
  reply: keyWithSecretSchema.extend({ pending: pendingSchema }),
  errors: errorsOf(sessionErrors, bodyErrors, idempotencyErrors, [
    "not_found",
    "plan_required",
    "not_promoted",
    "key_limit_reached",
  ]),
});

export const rotateKey = endpoint({
  operationId: "rotateKey",
  method: "POST",
  path: "/projects/:id/keys/:publishableKey/rotate",
  who: ["D"],
  tag: "Keys",
  summary: "A new secret for a pair",
  description: "The publishable key stays. The old secret works on for `overlapSeconds`, a day unless said; 0 ends it.",
  headers: ["idempotencyKey"],
  params: keyParams,
  body: z
    .strictObject({
      overlapSeconds: z.int().min(0).max(rotationOverlap.maxSeconds).default(rotationOverlap.defaultSeconds),
    })
    .prefault({}),
  reply: keyWithSecretSchema.extend({ pending: pendingSchema }),
  errors: errorsOf(sessionErrors, bodyErrors, idempotencyErrors, ["not_found"]),
});

export const revokeKey = endpoint({
  operationId: "revokeKey",
  method: "DELETE",
  path: "/projects/:id/keys/:publishableKey",
  who: ["D"],
  tag: "Keys",
  summary: "End a key pair at once",
  params: keyParams,
  reply: keySchema.extend({ pending: pendingSchema }),
  errors: errorsOf(sessionErrors, ["not_found"]),
});

/** A developer's account, as its developer sees it. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { noticeSchema } from "./notices.ts";
import { timeSchema } from "./primitives.ts";

const quotaSchema = z.strictObject({ used: z.int().min(0), limit: z.int().min(0) });

export const meSchema = z
  .strictObject({
    platform: z.strictObject({
      id: z.string().meta({ description: "plt_…" }),
      email: z.string().nullable(),
      name: z.string().nullable(),
      createdAt: timeSchema,
    }),
    plan: z.enum(["free", "paid"]).meta({ description: "paid includes trials and days of grace" }),
    limits: z.strictObject({
      planRequiredFor: z.enum(["live", "all"]).meta({ description: "The modes that need the paid plan" }),
      keyPairsPerMode: z.int(),
      paidTiersPerProject: z.int(),
      productsPerProject: z.int(),
      bytesPerAsset: z.int(),
    }),
    quotas: z.strictObject({ projects: quotaSchema, assetBytes: quotaSchema }),
    notices: z.array(noticeSchema).meta({ description: "The newest that stand, 25 at most" }),
  })
  .meta({ id: "Me" });
export type Me = z.infer<typeof meSchema>;

export const generatePlatformId = endpoint({
  operationId: "generatePlatformId",
  method: "POST",
  path: "/generate-platform-id",
  who: ["D"],
  tag: "Account",
  summary: "Make the account of a developer who signs in first",
  description: "Safe to call at every sign-in and twice at once: a developer has one account.",
  headers: ["idempotencyKey"],
  body: z
    .strictObject({
      claim: z
        .string()
        .max(256)
        .optional()
        .meta({ description: "What the link of an invitation carries as `claim`: brings what was registered to you" }),
    })
    .prefault({}),
  reply: z.strictObject({ platformId: z.string() }),
  errors: errorsOf(["unauthorized", "storage_unavailable"], bodyErrors, idempotencyErrors, [
    "provider_refused",
    "provider_unavailable",
  ]),
});

export const readMe = endpoint({
  operationId: "readMe",
  method: "GET",
  path: "/me",
  who: ["D"],
  tag: "Account",
  summary: "The account, its plan and its quotas",
  reply: meSchema,
  errors: [...sessionErrors],
});

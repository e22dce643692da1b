/** What a developer is told of: notices that stand until they are dismissed, and the log of every change. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { noticeKinds } from "./notice-kinds.ts";
import { emptyBodySchema, modeSchema, pageOf, pageQuerySchema, projectIdSchema, timeSchema } from "./primitives.ts";

const meanings = Object.entries(noticeKinds)
  .map(([kind, meaning]) => `\`${kind}\`: ${meaning}.`)
  .join(" ");

const detailSchema = z.record(z.string(), z.unknown());

export const noticeSchema = z
  .strictObject({
    id: z.int(),
    projectId: z.string().nullable(),
    mode: modeSchema.nullable(),
    kind: z.string().meta({
      description: `One of these; there may be more in time. ${meanings}`,
      example: "duplicate_subscription",
    }),
    detail: detailSchema.meta({ description: "What it is about: ids, codes and times" }),
    createdAt: timeSchema,
  })
  .meta({ id: "Notice" });
/** A notice as the wire shows it. */
export type NoticeView = z.infer<typeof noticeSchema>;

export const auditEntrySchema = z
  .strictObject({
    id: z.int(),
    projectId: z.string().nullable(),
    mode: modeSchema.nullable(),
    actor: z.string().meta({ description: "`developer`, `system`, `stripe`, `clerk`, or `key` and a secret's hint" }),
    action: z.string().meta({ example: "tier.changed" }),
    detail: detailSchema,
    requestId: z.string().nullable(),
    at: timeSchema,
  })
  .meta({ id: "AuditEntry" });
/** An audit entry as the wire shows it. */
export type AuditEntryView = z.infer<typeof auditEntrySchema>;

export const listNotices = endpoint({
  operationId: "listNotices",
  method: "GET",
  path: "/notices",
  who: ["D"],
  tag: "Notices",
  summary: "What stands and was not dismissed, the newest first",
  query: pageQuerySchema,
  reply: pageOf(noticeSchema),
  errors: errorsOf(sessionErrors, ["validation_failed"]),
});

export const dismissNotice = endpoint({
  operationId: "dismissNotice",
  method: "POST",
  path: "/notices/:id/dismiss",
  who: ["D"],
  tag: "Notices",
  summary: "Take a notice away",
  description: "Also when it was dismissed before.",
  headers: ["idempotencyKey"],
  params: z.strictObject({ id: z.string().min(1).max(32) }),
  body: emptyBodySchema,
  reply: z.strictObject({ dismissed: z.literal(true) }),
  errors: errorsOf(sessionErrors, bodyErrors, idempotencyErrors, ["not_found"]),
});

export const readAuditLog = endpoint({
  operationId: "readAuditLog",
  method: "GET",
  path: "/audit-log",
  who: ["D"],
  tag: "Notices",
  summary: "Who changed what, the newest first",
  description: "Kept for a year.",
  query: pageQuerySchema.extend({ projectId: projectIdSchema.optional() }),
  reply: pageOf(auditEntrySchema),
  errors: errorsOf(sessionErrors, ["validation_failed", "not_found"]),
});

/** What Stripe told us of a project, and what came of it. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, ownerErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { emptyBodySchema, noQuerySchema, timeSchema } from "./primitives.ts";

export const eventOutcomes = ["processed", "pending", "failed"] as const;

export const eventSchema = z
  .strictObject({
    id: z.string().meta({ description: "Stripe's, evt_…" }),
    type: z.string().meta({ example: "customer.subscription.updated" }),
    object: z.strictObject({ type: z.string(), id: z.string() }).nullable().meta({ description: "What it spoke of" }),
    outcome: z
      .enum(eventOutcomes)
      .meta({ description: "Of the object's last look-up at Stripe: pending is tried again by itself" }),
    errorCode: z.string().nullable().meta({ description: "Why the last look-up failed" }),
    receivedAt: timeSchema,
  })
  .meta({ id: "Event" });
/** An event as the wire shows it. */
export type EventView = z.infer<typeof eventSchema>;

export const eventDetailSchema = eventSchema
  .extend({
    payload: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "As Stripe sent it; null after 30 days" }),
  })
  .meta({ id: "EventDetail" });
export type EventDetail = z.infer<typeof eventDetailSchema>;

const eventParams = z.strictObject({ id: z.string().min(1).max(255) });

export const readEvent = endpoint({
  operationId: "readEvent",
  method: "GET",
  path: "/api/events/:id",
  who: ["K", "D"],
  tag: "Events",
  summary: "An event, its payload and what came of it",
  params: eventParams,
  query: noQuerySchema,
  reply: eventDetailSchema,
  errors: [...ownerErrors],
});

export const replayEvent = endpoint({
  operationId: "replayEvent",
  method: "POST",
  path: "/api/events/:id/replay",
  who: ["K", "D"],
  tag: "Events",
  summary: "Look up again what an event spoke of",
  description: "Takes over what Stripe says now, so a repeat does no harm.",
  headers: ["idempotencyKey"],
  params: eventParams,
  query: noQuerySchema,
  body: emptyBodySchema,
  reply: eventSchema,
  errors: errorsOf(ownerErrors, bodyErrors, idempotencyErrors, ["stripe_not_connected"]),
});

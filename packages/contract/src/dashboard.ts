/** What a developer watches. */
import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { nameSchema, noQuerySchema, timeSchema } from "./primitives.ts";

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
  errors: ["unauthorized", "not_found", "validation_failed", "storage_unavailable"],
});

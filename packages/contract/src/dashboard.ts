/** What a developer watches. */
import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { nameSchema, timeSchema } from "./primitives.ts";

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
  who: ["K"],
  tag: "Dashboard",
  summary: "What is happening now",
  description: "Asked of the counters themselves, so the first call of a new project shows at once.",
  reply: liveSchema,
  errors: ["unauthorized", "storage_unavailable"],
});

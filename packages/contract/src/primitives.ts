/** The small words of the wire: names, ids, amounts, modes and times, each with the one rule that it obeys. */
import * as z from "zod";

export const modes = ["test", "live"] as const;
export type Mode = (typeof modes)[number];

export const projectTypes = ["saas", "store"] as const;
export type ProjectType = (typeof projectTypes)[number];

export const intervals = ["month", "year"] as const;
export type Interval = (typeof intervals)[number];

/** A tier's or a product's name: stable for ever and the same in test and live. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "lower-case letters, digits, _ and -, at most 64");

/** The developer's own id of an end user: what fits unchanged into an HTTP header. */
export const userIdSchema = z
  .string()
  .regex(/^(?! )[\x20-\x7e]{1,128}(?<! )$/, "1 to 128 printable ASCII characters, no space at either end")
  .meta({ description: "Your own id for the end user" });

/** The caller's name for one call; a repeat with the same key gets the first answer for 24 hours. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^(?! )[\x20-\x7e]{1,255}(?<! )$/, "1 to 255 printable ASCII characters, no space at either end");

/** Units of usage. 0 checks without counting. */
export const amountSchema = z.int().min(0).meta({ description: "Units to count; 0 checks without counting" });

export const timeSchema = z.iso.datetime().meta({ description: "ISO-8601 in UTC" });

/** An amount of money in the currency's minor unit (cents for usd). */
export const unitAmountSchema = z.int().min(0).meta({ description: "In the currency's minor unit" });

/** Text for people, on one line: no control characters; spaces around it are taken off. */
export function textSchema(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, "no control characters");
}

export const emailSchema = z.email().max(254);

export const projectIdSchema = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: "prj_…", example: "prj_4f7Kq0ZrT9bXw2Ld" });

export const modeSchema = z.enum(modes);

/**
 * What a developer's session says beside an endpoint's own query where a secret key could say it by itself: the
 * credential's reader takes these two, so no endpoint describes them.
 */
export const tenantQuerySchema = z.strictObject({ projectId: projectIdSchema, mode: modeSchema });

/** Nothing of its own: a key that names a project or a mode beside itself is refused. */
export const noQuerySchema = z.strictObject({});

/** Of a change that counters have to learn: there only when some could not be told yet. They hear of it soon. */
export const pendingSchema = z
  .literal(true)
  .optional()
  .meta({ description: "The change is made, but some counters will only hear of it in a moment" });

/** The body of a call that takes no input: none, or an empty object. */
export const emptyBodySchema = z.strictObject({}).prefault({});

export const currencySchema = z.string().regex(/^[a-z]{3}$/, "an ISO 4217 code in lower case");

/** Where a list goes on. `limit` is 1 to 100. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(25),
  cursor: z.string().max(1024).optional(),
});

/** A list's search: what one of the searched fields begins with, whatever its case. */
export const searchSchema = textSchema(254).optional().meta({ description: "A prefix, in any case" });

/** A poller names the newest `updatedAt` that it has seen. */
export const updatedAfterSchema = timeSchema.optional().meta({
  description: "Changed at this time or later: name the newest `updatedAt` that you have, and nothing is missed",
});

/** `true` or `false` in a query. */
export const flagSchema = z.stringbool({ truthy: ["true"], falsy: ["false"], case: "sensitive" }).default(false);

/** A page of a list. `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ data: z.array(item), hasMore: z.boolean(), nextCursor: z.string().nullable() });
}

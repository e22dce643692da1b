/** The small words of the wire: names, ids, amounts, modes and times, each with the one rule that it obeys. */
import * as z from "zod";

export const modes = ["test", "live"] as const;
export type Mode = (typeof modes)[number];
export const modeSchema = z.enum(modes);

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

export const currencySchema = z.string().regex(/^[a-z]{3}$/, "an ISO 4217 code in lower case");

/** Where a list goes on. `limit` is 1 to 100. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(25),
  cursor: z.string().max(512).optional(),
});

/** A page of a list. `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ data: z.array(item), hasMore: z.boolean(), nextCursor: z.string().nullable() });
}

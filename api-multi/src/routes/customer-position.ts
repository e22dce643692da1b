/** The place in a list of customers as its cursor says it. */
import { type CustomerFilter, type CustomerPosition, DreamError } from "@dream-api/domain";
import * as z from "zod";

const textOrder = z.tuple([z.enum(["id", "email", "name"]), z.string(), z.string()]);
const timeOrder = z.tuple([z.literal("time"), z.int(), z.string()]);

export function writeCustomerPosition({ order, key, userId }: CustomerPosition): string {
  return JSON.stringify([order, key, userId]);
}

/** @returns null for the beginning. @throws DreamError `validation_failed` for a place in another list */
export function readCustomerPosition(text: string, { search }: CustomerFilter): CustomerPosition | null {
  if (text === "") return null;
  const schema = search === undefined ? timeOrder : textOrder;
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) {
    const issues = [{ path: "query.cursor", message: "is not a cursor of this list" }];
    throw new DreamError("validation_failed", { issues });
  }
  const [order, key, userId] = parsed.data;
  return { order, key, userId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

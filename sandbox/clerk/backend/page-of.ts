/** Lists of the Backend API: bare, or with their total when the SDK asks for pages. */
import type { Context } from "hono";
import { ClerkRefusal } from "../errors/refusal.ts";

const defaultLimit = 10;
const highestLimit = 500;

/** @throws ClerkRefusal for a limit or an offset that is not allowed */
export function pageOf<T>(context: Context, items: readonly T[]): T[] {
  const limit = readNumber(context, "limit", defaultLimit, highestLimit);
  const offset = readNumber(context, "offset", 0, Number.MAX_SAFE_INTEGER);
  return items.slice(offset, offset + limit);
}

/** @param items all there are; `show` gets those of the page */
export function answerList<T>(context: Context, items: readonly T[], show: (item: T) => object) {
  const data = pageOf(context, items).map(show);
  return context.json(context.req.query("paginated") === "true" ? { data, total_count: items.length } : data);
}

function readNumber(context: Context, name: string, otherwise: number, highest: number): number {
  const text = context.req.query(name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || value > highest) {
    const longMessage = `${name} must be a whole number from 0 to ${highest}`;
    throw new ClerkRefusal("form_param_value_invalid", { paramName: name, longMessage });
  }
  return value;
}

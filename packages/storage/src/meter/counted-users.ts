/** Of whom a Meter holds counts: D1 hears of a new user only with the next flush. */
import type { SqlStorage } from "@cloudflare/workers-types";
import { hasMeterTables } from "./tables.ts";

export function hasCountsOf(sql: SqlStorage, userId: string): boolean {
  return hasMeterTables(sql) && sql.exec("SELECT 1 FROM counts WHERE user_id = ? LIMIT 1", userId).toArray().length > 0;
}

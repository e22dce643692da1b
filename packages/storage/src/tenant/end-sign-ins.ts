/** Takes away the sign-ins of one customer, as statements for the batch that ends the customer. */
import type { Scope } from "@dream-api/domain";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { refreshTokens, signInCodes, signInFamilies } from "../d1/schema/index.ts";

/** @param userId the customer's, or an expression that finds it */
export function endSignIns(database: Database, { projectId, mode }: Scope, userId: string | SQL) {
  const isOfUser = sql`project_id = ${projectId} AND mode = ${mode} AND user_id = ${userId}`;
  return [
    database.delete(refreshTokens).where(sql`family_id IN (SELECT family_id FROM sign_in_families WHERE ${isOfUser})`),
    database.delete(signInFamilies).where(isOfUser),
    database.delete(signInCodes).where(isOfUser),
  ] as const;
}

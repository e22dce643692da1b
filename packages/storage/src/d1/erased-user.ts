/** Rows of somebody who was erased: only their books are left, under a name that leads to nobody. */
import { idPrefixes } from "@dream-api/domain";
import { type SQL, sql } from "drizzle-orm";

/** Of a table with a `user_id`; that of a guest is NULL and nobody's. */
export const isErased: SQL = sql.raw(
  `(user_id IS NOT NULL AND substr(user_id, 1, ${idPrefixes.erasedUser.length}) = '${idPrefixes.erasedUser}')`,
);

/** Another name for each row. */
export const newErasedUserId: SQL = sql.raw(`'${idPrefixes.erasedUser}' || lower(hex(randomblob(8)))`);

/** What has to be looked at at Stripe. Taken under a lease, so a crashed holder is replaced. */
import type { DirtyEntry, DirtyObject, DirtyObjects, DirtyType, TakeDirty } from "@dream-api/domain";
import { and, asc, eq, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { dirtyObjects } from "../d1/schema/index.ts";

const always: SQL = sql`1`;

/** Each account's longest due first, then each one's second: nobody's many keep the others waiting. */
const turnOfAccount: SQL = sql`ROW_NUMBER() OVER (
  PARTITION BY ${dirtyObjects.stripeAccountId}, ${dirtyObjects.mode} ORDER BY ${dirtyObjects.dueAt})`;

/** As a statement for the batch of what was heard. @param condition under which it is marked at all */
export function markDirty(database: Database, object: DirtyObject, at: number, condition = always) {
  const { stripeAccountId, mode, type, objectId } = object;
  return database
    .insert(dirtyObjects)
    .select(sql`SELECT ${stripeAccountId}, ${mode}, ${type}, ${objectId}, 1, 0, ${at}, 0, NULL WHERE ${condition}`)
    .onConflictDoUpdate({
      target: [dirtyObjects.stripeAccountId, dirtyObjects.mode, dirtyObjects.type, dirtyObjects.objectId],
      set: { markedRev: sql`${dirtyObjects.markedRev} + 1`, dueAt: at },
    });
}

export function dirtyObjectStore(database: Database): DirtyObjects {
  return discreet({
    async mark(object: DirtyObject, at: number) {
      await markDirty(database, object, at);
    },

    async take({ types, only, at, leaseMs, limit }: TakeDirty) {
      const isDue = and(lte(dirtyObjects.dueAt, at), lte(dirtyObjects.leasedUntil, at));
      const isWanted = and(inArray(dirtyObjects.type, [...types]), only ? isObject(only) : undefined);
      const due = database
        .select({ rowid: sql`rowid` })
        // Else it would read what is put off too, in the order of its accounts.
        .from(sql`dirty_objects INDEXED BY dirty_objects_due`)
        .where(and(isDue, isWanted))
        .orderBy(turnOfAccount, asc(dirtyObjects.dueAt))
        .limit(limit);
      const rows = await database
        .update(dirtyObjects)
        .set({ leasedUntil: at + leaseMs, attempts: sql`${dirtyObjects.attempts} + 1` })
        .where(inArray(sql`rowid`, due))
        .returning();
      return rows.map(({ stripeAccountId, mode, type, objectId, markedRev, attempts, leasedUntil }) => {
        return { stripeAccountId, mode, type: type as DirtyType, objectId, markedRev, attempts, leasedUntil };
      });
    },

    async nextTurn(types: readonly DirtyType[]) {
      const [row] = await database
        .select({ dueAt: dirtyObjects.dueAt })
        .from(dirtyObjects)
        .where(
          and(
            inArray(dirtyObjects.type, [...types]),
            isNull(dirtyObjects.lastErrorCode),
            eq(dirtyObjects.leasedUntil, 0),
          ),
        )
        .orderBy(asc(dirtyObjects.dueAt))
        .limit(1);
      return row?.dueAt ?? null;
    },

    async dropAccount(stripeAccountId, mode) {
      const ofAccount = and(eq(dirtyObjects.stripeAccountId, stripeAccountId), eq(dirtyObjects.mode, mode));
      await database.delete(dirtyObjects).where(ofAccount);
    },

    async settle(entry: DirtyEntry) {
      const [cleared] = await database.batch([
        database
          .delete(dirtyObjects)
          .where(and(isObject(entry), eq(dirtyObjects.markedRev, entry.markedRev)))
          .returning({ objectId: dirtyObjects.objectId }),
        database.update(dirtyObjects).set({ leasedUntil: 0, attempts: 0 }).where(isHeld(entry)),
      ]);
      return cleared.length === 1;
    },

    async postpone(entry, { dueAt, errorCode, counts }) {
      const attempts = counts ? entry.attempts : entry.attempts - 1;
      const isUnmarked = eq(dirtyObjects.markedRev, entry.markedRev);
      await database
        .update(dirtyObjects)
        .set({
          leasedUntil: 0,
          attempts,
          dueAt: sql`iif(${isUnmarked}, ${dueAt}, ${dirtyObjects.dueAt})`,
          lastErrorCode: errorCode,
        })
        .where(isHeld(entry));
    },
  } satisfies DirtyObjects);
}

function isHeld(entry: DirtyEntry) {
  return and(isObject(entry), eq(dirtyObjects.leasedUntil, entry.leasedUntil));
}

function isObject({ stripeAccountId, mode, type, objectId }: DirtyObject) {
  return and(
    eq(dirtyObjects.stripeAccountId, stripeAccountId),
    eq(dirtyObjects.mode, mode),
    eq(dirtyObjects.type, type),
    eq(dirtyObjects.objectId, objectId),
  );
}

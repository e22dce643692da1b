/** Answers to calls that came with an `Idempotency-Key`, and who is working on one now. */
import type { Claim, IdempotencyStore, IdempotentCall } from "@dream-api/domain";
import { and, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { idempotencyKeys } from "../d1/schema/index.ts";

export function idempotencyStore(database: Database): IdempotencyStore {
  const ofCall = ({ caller, idempotencyKey }: IdempotentCall) =>
    and(eq(idempotencyKeys.caller, caller), eq(idempotencyKeys.idempotencyKey, idempotencyKey));

  /** A new holder's lease always ends later, so its end names the holder. */
  const heldUntil = (call: IdempotentCall, leasedUntil: number) =>
    and(ofCall(call), isNull(idempotencyKeys.status), eq(idempotencyKeys.leasedUntil, leasedUntil));

  return discreet({
    async claim(call, { at, leasedUntil, keptSince }) {
      const fresh = { inputHash: call.inputHash, status: null, body: null, leasedUntil, createdAt: at };
      const isOver = lte(idempotencyKeys.createdAt, keptSince);
      const isAbandoned = and(
        isNull(idempotencyKeys.status),
        lte(idempotencyKeys.leasedUntil, at),
        eq(idempotencyKeys.inputHash, call.inputHash),
      );
      const [taken, [row]] = await database.batch([
        database
          .insert(idempotencyKeys)
          .values({ caller: call.caller, idempotencyKey: call.idempotencyKey, ...fresh })
          .onConflictDoUpdate({
            target: [idempotencyKeys.caller, idempotencyKeys.idempotencyKey],
            set: fresh,
            setWhere: or(isOver, isAbandoned) ?? sql`false`,
          })
          .returning({ leasedUntil: idempotencyKeys.leasedUntil }),
        database.select().from(idempotencyKeys).where(ofCall(call)),
      ]);
      if (taken.length === 1) return { state: "claimed", leasedUntil };
      return standing(row, call);
    },

    async keep(call, leasedUntil, { status, body }) {
      await database.update(idempotencyKeys).set({ status, body }).where(heldUntil(call, leasedUntil));
    },

    async release(call, leasedUntil) {
      await database.delete(idempotencyKeys).where(heldUntil(call, leasedUntil));
    },

    async forget(before, limit) {
      const old = database
        .select({ rowid: sql`rowid` })
        .from(idempotencyKeys)
        .where(lte(idempotencyKeys.createdAt, before))
        .limit(limit);
      const gone = await database
        .delete(idempotencyKeys)
        .where(inArray(sql`rowid`, old))
        .returning({ caller: idempotencyKeys.caller });
      return gone.length;
    },
  });
}

/** What a key that could not be claimed stands for. */
function standing(row: typeof idempotencyKeys.$inferSelect | undefined, { inputHash }: IdempotentCall): Claim {
  if (!row) throw new Error("A key that could not be claimed has no row");
  if (row.inputHash !== inputHash) return { state: "other_input" };
  if (row.status === null) return { state: "running" };
  return { state: "answered", answer: { status: row.status, body: row.body ?? "" } };
}

/** A Meter whose clock can be set, whose D1 and storage can fail on request, and that shows what it stores. */

import type { Clock } from "@dream-api/domain";
import { openDatabase } from "@dream-api/storage";
import { Meter } from "../../../api-multi/src/meter/meter.ts";
import type { MeterDependencies } from "../../../api-multi/src/meter/open-meter.ts";
import type { StoredUsage } from "../lab-methods.ts";
import { labClock, labOf } from "./lab-state.ts";

export class LabMeter extends Meter {
  protected override readonly clock: Clock = labClock(this.projectId());

  /** Ends the object as the runtime ends an idle one: storage stays, memory goes. */
  evict(): void {
    this.ctx.abort("the lab evicts this Meter");
  }

  ringAlarm(): Promise<void> {
    return this.alarm();
  }

  flushChanges(): Promise<void> {
    return this.meter().flushing.flush();
  }

  stored(): StoredUsage | null {
    const { sql } = this.ctx.storage;
    const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'counts'").toArray();
    if (tables.length === 0) return null;
    return {
      counts: sql
        .exec<{ userId: string; anchor: number; periodStart: number; count: number }>(
          "SELECT user_id AS userId, anchor, period_start AS periodStart, count FROM counts ORDER BY 1, 2, 3",
        )
        .toArray(),
      days: sql
        .exec<{ day: number; tier: string; count: number }>(
          `SELECT day, tier, SUM(count) AS count FROM
             (SELECT day, tier, day_count AS count FROM counts UNION ALL SELECT day, tier, count FROM days)
           GROUP BY day, tier ORDER BY day, tier`,
        )
        .toArray(),
    };
  }

  protected override dependencies(): MeterDependencies {
    const dependencies = super.dependencies();
    return {
      ...dependencies,
      clock: this.clock,
      database: openDatabase(this.#faultyDatabase()),
      storage: this.#faultyStorage(),
    };
  }

  private projectId(): string {
    return (this.ctx.id.name ?? "").split(":")[0] ?? "";
  }

  #faultyDatabase(): D1Database {
    const lab = labOf(this.projectId());
    const ask = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
      lab.databaseOperations += 1;
      if (lab.faults.databaseDown) throw new Error("the lab keeps D1 down");
      const answer = await question();
      if (lab.faults.holdDatabaseAnswers) await new Promise<void>((resolve) => lab.held.push(resolve));
      return answer;
    };
    const database = this.env.DB;
    return new Proxy(database, {
      get(target, property) {
        if (property === "batch") return (statements: D1PreparedStatement[]) => ask(() => target.batch(statements));
        const value = Reflect.get(target, property);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #faultyStorage(): DurableObjectStorage {
    const lab = labOf(this.projectId());
    const { storage } = this.ctx;
    const sql = {
      exec: (query: string, ...bindings: SqlStorageValue[]) => {
        const cursor = storage.sql.exec(query, ...bindings);
        lab.meterRowsWritten += cursor.rowsWritten;
        return cursor;
      },
    };
    const transactionSync = <Result>(work: () => Result): Result =>
      storage.transactionSync(() => {
        const result = work();
        if (lab.failCommits > 0) {
          lab.failCommits -= 1;
          throw new Error("the lab lets this commit fail");
        }
        return result;
      });
    const sync = async () => {
      if (lab.failSyncs > 0) {
        lab.failSyncs -= 1;
        throw new Error("the lab keeps this commit from becoming durable");
      }
      await storage.sync();
    };
    return {
      sql,
      transactionSync,
      sync,
      setAlarm: (time: number) => storage.setAlarm(time),
    } as unknown as DurableObjectStorage;
  }
}

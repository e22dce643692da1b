/**
 * What happens right now, for the dashboard. Minutes are kept in memory; after a pause long enough to lose it they
 * are rebuilt from each user's last minute. The day's units and the last call are exact always.
 */
import type { SqlStorage, SqlStorageValue } from "@cloudflare/workers-types";
import type { Counter, MinuteCalls } from "@dream-api/domain";
import { hasMeterTables } from "./tables.ts";

export interface LiveFigures {
  /** Newest last; minutes since the epoch, real time. */
  readonly minutes: readonly { minute: number; calls: number; users: number }[];
  readonly today: number;
  readonly lastCall: { userId: string; plan: string; at: number } | null;
}

export interface Activity {
  noteCalls(before: MinuteCalls, after: MinuteCalls): void;
  noteCount(userId: string, before: Counter | undefined, after: Counter): void;
  noteDay(day: number, amount: number): void;
  read(at: { minute: number; day: number }): LiveFigures;
  forget(): void;
}

export const liveMinutes = 15;

interface Figures {
  minutes: Map<number, { calls: number; users: number }>;
  days: Map<number, number>;
  lastCall: LiveFigures["lastCall"];
}

export function createActivity(sql: SqlStorage): Activity {
  let figures: Figures | null = null;

  function load(): Figures {
    figures ??= hasMeterTables(sql) ? readFigures(sql) : { minutes: new Map(), days: new Map(), lastCall: null };
    return figures;
  }

  // Until somebody looks there is nothing to keep: the first look reads the tables.
  return {
    noteCalls(before, after) {
      if (!figures || after.accepted === 0) return;
      const isSameMinute = before.minute === after.minute;
      const calls = after.accepted - (isSameMinute ? before.accepted : 0);
      if (calls === 0) return;
      const minute = figures.minutes.get(after.minute) ?? { calls: 0, users: 0 };
      const isNewUser = !isSameMinute || before.accepted === 0;
      figures.minutes.set(after.minute, { calls: minute.calls + calls, users: minute.users + Number(isNewUser) });
      for (const shown of figures.minutes.keys()) {
        if (shown <= after.minute - liveMinutes) figures.minutes.delete(shown);
      }
    },
    noteCount(userId, before, after) {
      if (!figures) return;
      if (before) addTo(figures.days, before.day, -before.dayCount);
      addTo(figures.days, after.day, after.dayCount);
      if (!figures.lastCall || after.lastAt >= figures.lastCall.at) {
        figures.lastCall = { userId, plan: after.tier, at: after.lastAt };
      }
    },
    noteDay(day, amount) {
      if (figures) addTo(figures.days, day, amount);
    },
    read({ minute, day }) {
      const { minutes, days, lastCall } = load();
      const shown = Array.from({ length: liveMinutes }, (_, index) => minute - liveMinutes + 1 + index);
      return {
        minutes: shown.map((each) => ({ minute: each, ...(minutes.get(each) ?? { calls: 0, users: 0 }) })),
        today: days.get(day) ?? 0,
        lastCall,
      };
    },
    forget() {
      figures = null;
    },
  };
}

function addTo(days: Map<number, number>, day: number, amount: number): void {
  days.set(day, (days.get(day) ?? 0) + amount);
}

interface MinuteRow extends Record<string, SqlStorageValue> {
  minute: number;
  calls: number;
  users: number;
}

interface DayRow extends Record<string, SqlStorageValue> {
  day: number;
  count: number;
}

interface LastRow extends Record<string, SqlStorageValue> {
  user_id: string;
  tier: string;
  last_at: number;
}

function readFigures(sql: SqlStorage): Figures {
  const minutes = sql
    .exec<MinuteRow>(
      `SELECT minute, SUM(calls) AS calls, COUNT(*) AS users FROM
         (SELECT user_id, minute, MAX(minute_calls) AS calls FROM counts GROUP BY user_id, minute)
       GROUP BY minute ORDER BY minute DESC LIMIT ${liveMinutes}`,
    )
    .toArray();
  const days = sql
    .exec<DayRow>(
      `SELECT day, SUM(count) AS count FROM
         (SELECT day, SUM(day_count) AS count FROM counts GROUP BY day UNION ALL SELECT day, count FROM days)
       GROUP BY day ORDER BY day DESC LIMIT 2`,
    )
    .toArray();
  const [last] = sql.exec<LastRow>("SELECT user_id, tier, last_at FROM counts ORDER BY last_at DESC LIMIT 1").toArray();
  return {
    minutes: new Map(minutes.map(({ minute, calls, users }) => [minute, { calls, users }])),
    days: new Map(days.map(({ day, count }) => [day, count])),
    lastCall: last ? { userId: last.user_id, plan: last.tier, at: last.last_at } : null,
  };
}

import { describe, expect, test } from "vitest";
import { type Cron, runCron } from "../src/work/crons.ts";
import { drainOutbox, type OutboxEntry } from "../src/work/outbox.ts";

const clock = () => ({ real: 1000, business: 1000 });
const entry = (id: number, attempts = 1): OutboxEntry => ({ id, kind: "meter_announcement", payload: {}, attempts });

function outboxOf(entries: OutboxEntry[]) {
  const done: number[] = [];
  const postponed: [id: number, dueAt: number][] = [];
  return {
    done,
    postponed,
    outbox: {
      take: async () => entries,
      done: async (id: number) => void done.push(id),
      postpone: async (id: number, dueAt: number) => void postponed.push([id, dueAt]),
      announced: async () => undefined,
    },
  };
}

describe("draining the outbox", () => {
  test("what fails is put off, longer each time, and does not keep the rest from being done", async () => {
    const { outbox, done, postponed } = outboxOf([entry(1, 1), entry(2), entry(3, 4)]);
    const reports: string[] = [];
    const result = await drainOutbox({
      outbox,
      clock,
      report: (message) => reports.push(message),
      handle: async ({ id }) => {
        if (id !== 2) throw new Error("no");
      },
    });
    expect(result).toEqual({ done: 1, postponed: 2 });
    expect(done).toEqual([2]);
    expect(postponed.map(([id]) => id)).toEqual([1, 3]);
    const [[, first], [, fourth]] = postponed as [[number, number], [number, number]];
    expect(fourth - 1000).toBe(8 * (first - 1000));
    expect(reports).toHaveLength(2);
  });

  test("the pause never grows past an hour", async () => {
    const { outbox, postponed } = outboxOf([entry(1, 1000)]);
    await drainOutbox({ outbox, clock, report: () => undefined, handle: () => Promise.reject(new Error("no")) });
    expect(postponed).toEqual([[1, 1000 + 3_600_000]]);
  });
});

describe("running a cron", () => {
  const leasesThat = (isFree: boolean) => {
    const released: (number | undefined)[] = [];
    return {
      released,
      leases: {
        take: async () => isFree,
        release: async ({ doneAt }: { doneAt?: number }) => void released.push(doneAt),
      },
    };
  };
  const failing: Cron = { name: "failing", run: () => Promise.reject(new Error("broken")) };

  test("it does not run while another holds the lease", async () => {
    expect(await runCron(failing, { leases: leasesThat(false).leases, clock })).toBe(false);
  });

  test("a failure gives the lease back, not as done, and is not swallowed", async () => {
    const { leases, released } = leasesThat(true);
    await expect(runCron(failing, { leases, clock })).rejects.toThrow("broken");
    expect(released).toEqual([undefined]);
  });
});

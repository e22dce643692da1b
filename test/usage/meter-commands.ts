/** What can happen to a Meter, as data that fast-check can shrink. */
import fc from "fast-check";

const userIds = ["ada", "bob", "cy"] as const;
type ModelUserId = (typeof userIds)[number];

const user = fc.constantFrom(...userIds);
const amount = fc.oneof(
  { weight: 6, arbitrary: fc.constant(1) },
  { weight: 3, arbitrary: fc.integer({ min: 2, max: 9 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const key = fc.option(fc.constantFrom("k1", "k2", "k3", "k4"), { nil: undefined });
const event = fc.record({ userId: user, amount, key });

export interface ModelEvent {
  readonly userId: ModelUserId;
  readonly amount: number;
  readonly key: string | undefined;
}

export type MeterCommand =
  | ({ kind: "track" } & ModelEvent)
  | { kind: "burst"; events: ModelEvent[] }
  | { kind: "batch"; events: ModelEvent[] }
  | { kind: "release"; userId: ModelUserId; key: string }
  | { kind: "assign"; userId: ModelUserId; tier: "pro" | null }
  | { kind: "subscribe"; userId: ModelUserId; tier: "pro" | "max"; isNew: boolean }
  | { kind: "unsubscribe"; userId: ModelUserId }
  | { kind: "limit"; tier: "free" | "pro" | "max"; limit: number | null }
  | { kind: "rate"; tier: "free" | "pro" | "max"; rate: number }
  | { kind: "erase"; userId: ModelUserId }
  | { kind: "renewKey" }
  | { kind: "staleAnnouncement" }
  | { kind: "lostAnnouncement"; userId: ModelUserId; tier: "pro" | null }
  | { kind: "advance"; realMs: number; businessMs: number }
  | { kind: "evict" }
  | { kind: "failCommit"; event: ModelEvent }
  | { kind: "failSync"; event: ModelEvent }
  | { kind: "flush" }
  | { kind: "alarm" };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const tier = fc.constantFrom("free", "pro", "max");

export const commands: fc.Arbitrary<MeterCommand> = fc.oneof(
  { weight: 12, arbitrary: event.map((fields) => ({ kind: "track" as const, ...fields })) },
  {
    weight: 4,
    arbitrary: fc.array(event, { minLength: 2, maxLength: 8 }).map((events) => ({ kind: "burst" as const, events })),
  },
  {
    weight: 4,
    arbitrary: fc.array(event, { minLength: 1, maxLength: 8 }).map((events) => ({ kind: "batch" as const, events })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("release" as const),
      userId: user,
      key: fc.constantFrom("k1", "k2", "k3", "k4"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("assign" as const),
      userId: user,
      tier: fc.constantFrom("pro" as const, null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("subscribe" as const),
      userId: user,
      tier: fc.constantFrom("pro" as const, "max" as const),
      isNew: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("unsubscribe" as const), userId: user }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("limit" as const),
      tier: tier as fc.Arbitrary<"free" | "pro" | "max">,
      limit: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("rate" as const),
      tier: tier as fc.Arbitrary<"free" | "pro" | "max">,
      rate: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("erase" as const), userId: user }) },
  { weight: 1, arbitrary: fc.constant({ kind: "renewKey" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "staleAnnouncement" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("lostAnnouncement" as const),
      userId: user,
      tier: fc.constantFrom("pro" as const, null),
    }),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom([20_000, 20_000], [minuteMs, minuteMs], [dayMs, dayMs], [dayMs + 1, 33 * dayMs], [1000, 2 * dayMs])
      .map(([realMs = 0, businessMs = 0]) => ({ kind: "advance" as const, realMs, businessMs })),
  },
  { weight: 3, arbitrary: fc.constant({ kind: "evict" as const }) },
  { weight: 1, arbitrary: event.map((failing) => ({ kind: "failCommit" as const, event: failing })) },
  { weight: 1, arbitrary: event.map((failing) => ({ kind: "failSync" as const, event: failing })) },
  { weight: 2, arbitrary: fc.constant({ kind: "flush" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "alarm" as const }) },
);

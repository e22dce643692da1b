/** What we promise of the figures, all but one as ratios to the bare Worker, so that they hold on any machine. */
import { caseNames } from "./bench-cases.ts";
import type { Figures } from "./summarise.ts";

export interface Target {
  readonly promise: string;
  readonly caseName: string;
  readonly figure: (figures: Figures) => number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export const targets: readonly Target[] = [
  {
    promise: "authentication: throughput by the bare Worker's",
    caseName: caseNames.authentication,
    figure: ({ ratio }) => ratio,
    atLeast: 0.5,
  },
  {
    promise: "100 users: throughput by the bare Worker's",
    caseName: caseNames.users,
    figure: ({ ratio }) => ratio,
    atLeast: 0.18,
  },
  {
    promise: "100 users with idempotency keys: the same",
    caseName: caseNames.usersWithKey,
    figure: ({ ratio }) => ratio,
    atLeast: 0.15,
  },
  {
    promise: "batch of 1,000: events a second",
    caseName: caseNames.largeBatch,
    figure: ({ eventsPerSecond }) => eventsPerSecond,
    atLeast: 80_000,
  },
  {
    promise: "100 users: p50 at one connection by the bare Worker's",
    caseName: caseNames.users,
    figure: ({ singleRatio }) => singleRatio,
    atMost: 6,
  },
];

/** What there is to do with a new project, what is done, and what is next. */
import type { Live, Project } from "@dream-api/contract";

export type StepId = "project" | "catalogue" | "keys" | "call" | "stripe" | "order" | "live";

export interface SetupStep {
  readonly id: StepId;
  readonly title: string;
  readonly isDone: boolean;
}

export interface SetupFacts {
  readonly project: Project;
  /** Undefined while it is asked for. */
  readonly live: Live | undefined;
  readonly hasPaidOrder: boolean;
  /** A secret of this project was used, or copied from this page. */
  readonly hasUsedKey: boolean;
}

export function setupSteps({ project, live, hasPaidOrder, hasUsedKey }: SetupFacts): readonly SetupStep[] {
  const { test, live: liveMode } = project.modes;
  const hasCall = Boolean(live?.lastCall) || test.customers > 0;
  const stripe: SetupStep = { id: "stripe", title: "Connect Stripe to sell", isDone: test.stripe === "connected" };
  const common: readonly SetupStep[] = [
    { id: "project", title: "Name it and choose its kind", isDone: true },
    {
      id: "catalogue",
      title: project.type === "saas" ? "Say what your tiers are" : "Say what you sell",
      isDone: test.tiers + test.products > 0,
    },
    { id: "keys", title: "Take your keys", isDone: hasUsedKey || hasCall || hasPaidOrder },
  ];
  const goLive: SetupStep = { id: "live", title: "Go live", isDone: liveMode !== null };
  if (project.type === "saas") {
    return [...common, { id: "call", title: "Make your first call", isDone: hasCall }, stripe, goLive];
  }
  return [...common, stripe, { id: "order", title: "Sell something", isDone: hasPaidOrder }, goLive];
}

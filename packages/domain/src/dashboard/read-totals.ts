/** What all the projects of a developer come to, live. Money is never added up across currencies. */
import type { Range, Totals } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import { type Span, spanOf } from "./span.ts";
import { timesOf } from "./span-view.ts";

/** Of one project. */
export interface ProjectTotals {
  readonly currency: string;
  readonly active: number;
  readonly canceling: number;
  readonly trialing: number;
  /** Annualised minor units. */
  readonly annualAmount: number;
  readonly revenue: number;
  readonly refunded: number;
  readonly sales: number;
}

export interface TotalsStore {
  /** Of those that are live and not deleted. */
  readProjects(platform: PlatformScope, span: Span): Promise<ProjectTotals[]>;
}

export interface TotalsDependencies {
  readonly totals: TotalsStore;
  readonly clock: Clock;
}

export async function readTotals(
  platform: PlatformScope,
  range: Range,
  { totals, clock }: TotalsDependencies,
): Promise<Totals> {
  const span = spanOf(range, clock().business);
  const projects = await totals.readProjects(platform, span);
  const sumOf = (figure: Exclude<keyof ProjectTotals, "currency">, of = projects) =>
    of.reduce((sum, project) => sum + project[figure], 0);
  return {
    ...timesOf(span),
    projects: projects.length,
    active: sumOf("active"),
    canceling: sumOf("canceling"),
    trialing: sumOf("trialing"),
    currencies: [...new Set(projects.map(({ currency }) => currency))].sort().map((currency) => {
      const own = projects.filter((project) => project.currency === currency);
      return {
        currency,
        mrr: Math.max(0, Math.round(sumOf("annualAmount", own) / 12)),
        revenue: sumOf("revenue", own),
        refunded: Math.max(0, sumOf("refunded", own)),
        sales: sumOf("sales", own),
      };
    }),
  };
}

/** The figures of a project, as `docs/metrics.md` defines them. */
import type { Dashboard, Range } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import { DreamError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { DashboardStore } from "./figures.ts";
import { saasDashboard } from "./saas-dashboard.ts";
import { spanOf } from "./span.ts";
import { storeDashboard } from "./store-dashboard.ts";

export interface DashboardDependencies {
  readonly figures: DashboardStore;
  readonly clock: Clock;
}

/** @throws DreamError `not_found` for a mode that the project has not */
export async function readDashboard(
  scope: Scope,
  range: Range,
  { figures, clock }: DashboardDependencies,
): Promise<Dashboard> {
  const head = await figures.readHead(scope);
  if (!head) throw new DreamError("not_found");
  const { type, currency } = head;
  const span = spanOf(range, clock().business);
  if (type === "saas") return saasDashboard(span, currency, await figures.readSaas(scope, currency, span));
  return storeDashboard(span, currency, await figures.readStore(scope, currency, span));
}

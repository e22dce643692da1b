import type { SaasDashboard } from "@dream-api/contract";
import { formatStep } from "../format/dates.ts";
import { formatCount } from "../format/numbers.ts";
import { SeriesChart } from "../ui/chart/series-chart.tsx";

/** What was counted, step by step and tier by tier. */
export function UsageChart({ figures: { series, range, tiers, usage } }: { figures: SaasDashboard }) {
  const step = range === "year" ? "month" : "day";
  const names = Object.keys(usage.byTier);
  const nameOf = (name: string) => tiers.find((tier) => tier.name === name)?.displayName ?? name;
  return (
    <SeriesChart
      title="Usage"
      description={`${formatCount(usage.units)} counted in the range.`}
      kind="bars"
      data={series.map(({ start, usage: { byTier } }) => ({ label: formatStep(start, step), ...byTier }))}
      series={names.map((name, index) => ({ key: name, label: nameOf(name), colour: colourAt(index), stack: "usage" }))}
      format={(units) => formatCount(units, { isCompact: true })}
      empty={<p className="text-muted">Counted calls show here a minute after they were made.</p>}
    />
  );
}

function colourAt(index: number) {
  return ((index % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6;
}

import type { SaasDashboard } from "@dream-api/contract";
import { formatStep } from "../format/dates.ts";
import { formatCount } from "../format/numbers.ts";
import { SeriesChart } from "../ui/chart/series-chart.tsx";

/** What was counted, step by step and tier by tier. */
export function UsageChart({ figures: { series, range, tiers, usage } }: { figures: SaasDashboard }) {
  const step = range === "year" ? "month" : "day";
  const counted = Object.keys(usage.byTier);
  const gone = counted.filter((name) => tiers.every((tier) => tier.name !== name));
  return (
    <SeriesChart
      title="Usage"
      description={`${formatCount(usage.units)} counted in the range.`}
      kind="bars"
      data={series.map(({ start, usage: { byTier } }) => ({ label: formatStep(start, step), ...byTier }))}
      series={[
        ...tiers.map(({ name, displayName }, index) => seriesOf(name, displayName, index)),
        ...gone.map((name, index) => seriesOf(name, name, tiers.length + index)),
      ].filter(({ key }) => counted.includes(key))}
      format={(units) => formatCount(units, { isCompact: true })}
      empty={<p className="text-muted">Counted calls show here a minute after they were made.</p>}
    />
  );
}

/** By its place in the catalogue, a tier keeps its colour from range to range. */
function seriesOf(key: string, label: string, index: number) {
  return { key, label, colour: ((index % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6, stack: "usage" };
}

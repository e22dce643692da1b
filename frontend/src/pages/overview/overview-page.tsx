import { useProject } from "../../app/project-context.ts";
import { formatStep } from "../../format/dates.ts";
import { formatCount } from "../../format/numbers.ts";
import { useFigures } from "../../queries/figures.ts";
import type { Series } from "../../ui/chart/series.ts";
import { SeriesChart } from "../../ui/chart/series-chart.tsx";
import { Page } from "../../ui/page.tsx";

const usage: readonly Series[] = [{ key: "units", label: "Units", colour: 1 }];

export function OverviewPage() {
  const { tenant } = useProject();
  const figures = useFigures(tenant, "month");
  const data =
    figures.data?.type === "saas"
      ? figures.data.series.map((step) => ({ label: formatStep(step.start, "day"), units: step.usage.units }))
      : [];
  return (
    <Page title="Overview">
      <SeriesChart
        title="Usage"
        kind="area"
        data={data}
        series={usage}
        format={formatCount}
        isLoading={figures.isPending}
      />
    </Page>
  );
}

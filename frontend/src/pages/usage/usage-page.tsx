/** What is counted: by tier and by day, and what happens now. */
import type { Range, SaasDashboard } from "@dream-api/contract";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { LiveCard } from "../../figures/live-card.tsx";
import { RangeChoice } from "../../figures/range-choice.tsx";
import { UsageChart } from "../../figures/usage-chart.tsx";
import { formatCount } from "../../format/numbers.ts";
import { useFigures } from "../../queries/figures.ts";
import { Card, CardBody, CardHeader } from "../../ui/card.tsx";
import { ShareList } from "../../ui/chart/share-list.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

export function UsagePage() {
  const { tenant } = useProject();
  const [range, setRange] = useState<Range>("month");
  const figures = useFigures(tenant, range);
  return (
    <Page
      title="Usage"
      description="Every call is counted once, also when it is repeated. Days are those of UTC."
      actions={<RangeChoice value={range} onChange={setRange} />}
    >
      <LiveCard />
      {figures.error && !figures.data && <ErrorNote error={figures.error} onRetry={() => figures.refetch()} />}
      {figures.isPending && <Skeleton className="h-[340px] rounded-xl" />}
      {figures.data?.type === "saas" && (
        <>
          <UsageChart figures={figures.data} />
          <ByTier figures={figures.data} />
        </>
      )}
    </Page>
  );
}

function ByTier({ figures: { usage, tiers } }: { figures: SaasDashboard }) {
  const items = Object.entries(usage.byTier).map(([name, units]) => ({
    key: name,
    name: tiers.find((tier) => tier.name === name)?.displayName ?? name,
    share: units,
    value: formatCount(units),
  }));
  return (
    <Card>
      <CardHeader title="By tier" description="Counted while the customer was on it." />
      <CardBody>
        <ShareList
          label="Usage by tier"
          items={items.toSorted((a, b) => b.share - a.share)}
          empty={<p className="text-muted">Nothing was counted in this range.</p>}
        />
      </CardBody>
    </Card>
  );
}

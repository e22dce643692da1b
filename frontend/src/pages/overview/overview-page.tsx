/** How a project is doing: figures, how they went, and what happens this minute. */
import type { Range } from "@dream-api/contract";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { LiveCard } from "../../figures/live-card.tsx";
import { RangeChoice } from "../../figures/range-choice.tsx";
import { useFigures } from "../../queries/figures.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Page } from "../../ui/page.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";
import { SaasFigures } from "./saas-figures.tsx";
import { StoreFigures } from "./store-figures.tsx";

export function OverviewPage() {
  const { project, tenant } = useProject();
  const [range, setRange] = useState<Range>("month");
  const figures = useFigures(tenant, range);
  return (
    <Page title={project.name} description="Overview" actions={<RangeChoice value={range} onChange={setRange} />}>
      {figures.error && !figures.data && <ErrorNote error={figures.error} onRetry={() => figures.refetch()} />}
      {figures.isPending && <OverviewSkeleton />}
      {figures.data && (
        <div className="grid gap-4" aria-busy={figures.isFetching}>
          {figures.data.type === "saas" ? (
            <SaasFigures figures={figures.data} />
          ) : (
            <StoreFigures figures={figures.data} />
          )}
        </div>
      )}
      {project.type === "saas" && !figures.isPending && <LiveCard />}
    </Page>
  );
}

/**
 * Figures over time, as a chart and, for who can't see it or wants the numbers, as a table. The drawing itself is
 * loaded when it is first needed.
 */
import { ChartNoAxesCombined, Table2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "../button.tsx";
import { Card, CardHeader } from "../card.tsx";
import { Skeleton } from "../skeleton.tsx";
import type { Series, SeriesChartProps } from "./series.ts";
import { SeriesTable } from "./series-table.tsx";

const SeriesDrawing = lazy(() => import("./series-drawing.tsx"));

export function SeriesChart(props: SeriesChartProps) {
  const { title, description, data, series, format, isLoading, empty, actions } = props;
  const [isTable, setTable] = useState(false);
  const isEmpty = !isLoading && data.every((step) => series.every(({ key }) => !step[key]));
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader
        title={title}
        description={description}
        className={actions ? undefined : "flex-nowrap"}
        actions={
          <>
            {actions}
            <Button
              variant="ghost"
              size="icon-small"
              aria-pressed={isTable}
              aria-label={`${title} as a table`}
              title={isTable ? "Show the chart" : "Show the numbers"}
              onClick={() => setTable(!isTable)}
            >
              {isTable ? <ChartNoAxesCombined /> : <Table2 />}
            </Button>
          </>
        }
      />
      <div className="flex flex-1 flex-col px-5 pb-5">
        {series.length > 1 && !isTable && <Legend series={series} />}
        {isLoading && <Skeleton className="h-60" />}
        {!isLoading && isTable && <SeriesTable title={title} data={data} series={series} format={format} />}
        {!isLoading && !isTable && isEmpty && empty && <div className="grid h-60 place-items-center">{empty}</div>}
        {!isLoading && !isTable && !(isEmpty && empty) && (
          <figure
            // As high as a neighbour with a legend makes it.
            className="relative min-h-60 flex-1"
            aria-label={`${title}, a chart. The button beside its title shows the numbers.`}
          >
            <div className="absolute inset-0">
              <Suspense fallback={<Skeleton className="h-full" />}>
                <SeriesDrawing {...props} />
              </Suspense>
            </div>
          </figure>
        )}
      </div>
    </Card>
  );
}

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      {series.map(({ key, label, colour }) => (
        <li key={key} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-xs" style={{ background: `var(--color-series-${colour})` }} />
          {label}
        </li>
      ))}
    </ul>
  );
}

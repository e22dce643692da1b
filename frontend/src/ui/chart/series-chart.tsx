/**
 * Figures over time, as a chart and, for who can't see it or wants the numbers, as a table. The drawing itself is
 * loaded when it is first needed.
 */
import { ChartNoAxesCombined, Table2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "../button.tsx";
import { Card, CardHeader } from "../card.tsx";
import { Skeleton } from "../skeleton.tsx";
import { SeriesTable } from "./series-table.tsx";

const SeriesDrawing = lazy(() => import("./series-drawing.tsx"));

export interface Series {
  readonly key: string;
  readonly label: string;
  /** One of the six colours of series, 1 to 6. */
  readonly colour: 1 | 2 | 3 | 4 | 5 | 6;
  /** Of the same stack are put on top of each other; what is negative goes below. */
  readonly stack?: string;
}

export interface SeriesChartProps {
  title: string;
  description?: ReactNode;
  kind: "area" | "bars";
  /** One for each step, with a number for each series' key; `label` is the step's name. */
  data: readonly ({ readonly label: string } & Readonly<Record<string, number | string>>)[];
  series: readonly Series[];
  format: (value: number) => string;
  /** While the figures are on their way. */
  isLoading?: boolean;
  /** Shown in the place of a chart that has nothing to say. */
  empty?: ReactNode;
  actions?: ReactNode;
}

export function SeriesChart(props: SeriesChartProps) {
  const { title, description, data, series, format, isLoading, empty, actions } = props;
  const [isTable, setTable] = useState(false);
  const isEmpty = !isLoading && data.every((step) => series.every(({ key }) => !step[key]));
  return (
    <Card className="min-w-0">
      <CardHeader
        title={title}
        description={description}
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
      <div className="px-5 pb-5">
        {series.length > 1 && !isTable && <Legend series={series} />}
        {isLoading && <Skeleton className="h-60" />}
        {!isLoading && isTable && <SeriesTable title={title} data={data} series={series} format={format} />}
        {!isLoading && !isTable && isEmpty && empty && <div className="grid h-60 place-items-center">{empty}</div>}
        {!isLoading && !isTable && !(isEmpty && empty) && (
          <figure className="h-60" aria-label={`${title}, a chart. The button beside its title shows the numbers.`}>
            <Suspense fallback={<Skeleton className="h-full" />}>
              <SeriesDrawing {...props} />
            </Suspense>
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

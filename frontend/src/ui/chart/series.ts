/** What a chart over time is given. */
import type { ReactNode } from "react";

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

/** The numbers of a chart. */
import type { SeriesChartProps } from "./series.ts";

type SeriesTableProps = Pick<SeriesChartProps, "title" | "data" | "series" | "format">;

export function SeriesTable({ title, data, series, format }: SeriesTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="h-60 overflow-auto rounded-lg border" tabIndex={0} aria-label={title}>
      <table className="w-full text-left">
        <caption className="sr-only">{title}</caption>
        <thead className="sticky top-0 bg-sunken text-muted text-xs">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              When
            </th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col" className="px-3 py-2 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="figures divide-y">
          {data.map((step) => (
            <tr key={step.label}>
              <th scope="row" className="px-3 py-1.5 font-normal">
                {step.label}
              </th>
              {series.map(({ key }) => (
                <td key={key} className="px-3 py-1.5 text-right">
                  {format(Number(step[key] ?? 0))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

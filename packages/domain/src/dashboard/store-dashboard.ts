/** What a store sold, gave back and has left. */
import type { StoreDashboard } from "@dream-api/contract";
import type { StoreRows } from "./figures.ts";
import type { Span } from "./span.ts";
import { spanView } from "./span-view.ts";

export function storeDashboard(span: Span, currency: string, rows: StoreRows): StoreDashboard {
  const sumOf = (figure: "revenue" | "refunded" | "sales") => rows.steps.reduce((sum, step) => sum + step[figure], 0);
  const revenue = sumOf("revenue");
  const sales = sumOf("sales");
  return {
    type: "store",
    ...spanView(span, currency),
    revenue,
    refunded: Math.max(0, sumOf("refunded")),
    sales,
    averageOrder: sales === 0 ? null : Math.round(revenue / sales),
    bestSellers: [...rows.bestSellers],
    stock: [...rows.stock],
    series: span.steps.flatMap(({ start, end }, index) => {
      const sums = rows.steps[index];
      if (!sums) return [];
      return {
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
        ...sums,
        refunded: Math.max(0, sums.refunded),
      };
    }),
  };
}

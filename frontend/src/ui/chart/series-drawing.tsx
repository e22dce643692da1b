/** The drawing of a chart. Loaded on its own: Recharts is larger than the rest of a page. */
import { Area, AreaChart, Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { usePrefersReducedMotion } from "../use-prefers-reduced-motion.ts";
import type { SeriesChartProps } from "./series.ts";

const axis = { stroke: "var(--color-muted)", fontSize: 11, tickLine: false, axisLine: false } as const;
const margin = { top: 6, right: 6, bottom: 0, left: 0 };

const bubble = {
  contentStyle: {
    background: "var(--color-raised)",
    border: "1px solid var(--color-line)",
    borderRadius: 10,
    boxShadow: "var(--shadow-float)",
    fontSize: 12,
  },
  labelStyle: { color: "var(--color-muted)", marginBottom: 2 },
  itemStyle: { color: "var(--color-ink)", padding: 0 },
};

export default function SeriesDrawing({ kind, data, series, format }: SeriesChartProps) {
  const isAnimated = !usePrefersReducedMotion();
  const colourOf = (colour: number) => `var(--color-series-${colour})`;
  const frame = (
    <>
      <CartesianGrid vertical={false} stroke="var(--color-line)" />
      <XAxis dataKey="label" minTickGap={28} {...axis} />
      <YAxis width={58} allowDecimals={false} tickFormatter={format} {...axis} />
      <Tooltip
        {...bubble}
        cursor={{ fill: "var(--color-hover)", stroke: "var(--color-line-strong)" }}
        formatter={(value) => format(Number(value))}
        isAnimationActive={false}
      />
    </>
  );
  return (
    <ResponsiveContainer width="100%" height="100%">
      {kind === "area" ? (
        <AreaChart data={[...data]} margin={margin} accessibilityLayer>
          {frame}
          {series.map(({ key, label, colour, stack }) => (
            <Area
              key={key}
              dataKey={key}
              name={label}
              type="monotone"
              stackId={stack}
              stroke={colourOf(colour)}
              strokeWidth={2}
              fill={colourOf(colour)}
              fillOpacity={0.12}
              isAnimationActive={isAnimated}
              animationDuration={400}
            />
          ))}
        </AreaChart>
      ) : (
        <BarChart data={[...data]} margin={margin} stackOffset="sign" accessibilityLayer>
          {frame}
          {series.map(({ key, label, colour, stack }) => (
            <Bar
              key={key}
              dataKey={key}
              name={label}
              stackId={stack}
              fill={colourOf(colour)}
              radius={2}
              maxBarSize={28}
              isAnimationActive={isAnimated}
              animationDuration={400}
            />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  );
}

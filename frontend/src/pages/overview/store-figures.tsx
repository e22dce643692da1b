import type { StoreDashboard } from "@dream-api/contract";
import { formatStep } from "../../format/dates.ts";
import { formatMoney } from "../../format/money.ts";
import { formatCount } from "../../format/numbers.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardBody, CardHeader, Stat } from "../../ui/card.tsx";
import { SeriesChart } from "../../ui/chart/series-chart.tsx";
import { ShareList } from "../../ui/chart/share-list.tsx";

export function StoreFigures({ figures }: { figures: StoreDashboard }) {
  const { currency, revenue, refunded, sales, averageOrder } = figures;
  return (
    <>
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Stat label="Revenue" value={formatMoney(revenue, currency)} note="Paid in the range, before refunds" />
        <Stat label="Sales" value={formatCount(sales)} note="Orders paid" />
        <Stat label="Average order" value={averageOrder === null ? "–" : formatMoney(averageOrder, currency)} />
        <Stat label="Refunded" value={formatMoney(refunded, currency)} note="Given back in the range" />
      </div>
      <RevenueChart figures={figures} />
      <div className="grid gap-4 lg:grid-cols-2">
        <BestSellers figures={figures} />
        <Stock figures={figures} />
      </div>
    </>
  );
}

function RevenueChart({ figures: { series, range, currency } }: { figures: StoreDashboard }) {
  const step = range === "year" ? "month" : "day";
  return (
    <SeriesChart
      title="Revenue"
      description="What was paid, and what went back."
      kind="bars"
      data={series.map(({ start, revenue, refunded }) => ({
        label: formatStep(start, step),
        revenue,
        refunded: -refunded,
      }))}
      series={[
        { key: "revenue", label: "Paid", colour: 1, stack: "money" },
        { key: "refunded", label: "Refunded", colour: 4, stack: "money" },
      ]}
      format={(amount) => formatMoney(amount, currency, { isCompact: true })}
      empty={<p className="text-muted">The first paid order shows here.</p>}
    />
  );
}

function BestSellers({ figures: { bestSellers, currency } }: { figures: StoreDashboard }) {
  return (
    <Card>
      <CardHeader title="Best sellers" description="By pieces sold in the range." />
      <CardBody>
        <ShareList
          label="Best sellers"
          items={bestSellers.map(({ product, displayName, quantity, revenue }) => ({
            key: product,
            name: displayName,
            share: quantity,
            value: formatCount(quantity),
            note: formatMoney(revenue, currency),
          }))}
          empty={<p className="text-muted">Nothing was sold in this range.</p>}
        />
      </CardBody>
    </Card>
  );
}

function Stock({ figures: { stock } }: { figures: StoreDashboard }) {
  return (
    <Card>
      <CardHeader title="Stock" description="The scarcest first. What open checkouts hold is taken off." />
      <CardBody>
        {stock.length === 0 ? (
          <p className="text-muted">No product has its stock counted.</p>
        ) : (
          <ul className="grid gap-3">
            {stock.map(({ product, displayName, stock: left, soldOut }) => (
              <li key={product} className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate">{displayName}</span>
                {soldOut ? (
                  <Badge tone="bad">Sold out</Badge>
                ) : (
                  <span className="figures font-medium">{formatCount(left)} left</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

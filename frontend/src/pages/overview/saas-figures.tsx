import type { SaasDashboard } from "@dream-api/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { UsageChart } from "../../figures/usage-chart.tsx";
import { formatStep } from "../../format/dates.ts";
import { formatMoney } from "../../format/money.ts";
import { formatCount, formatShare } from "../../format/numbers.ts";
import { Card, CardBody, CardHeader, Stat } from "../../ui/card.tsx";
import { SeriesChart } from "../../ui/chart/series-chart.tsx";
import { ShareList } from "../../ui/chart/share-list.tsx";

export function SaasFigures({ figures }: { figures: SaasDashboard }) {
  const { currency, mrr, arpu, active, trialing, canceling, churn } = figures;
  const rate = churn.rate === null ? "–" : formatShare(churn.rate);
  return (
    <>
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Stat
          label="MRR"
          value={formatMoney(mrr, currency)}
          note={arpu === null ? "No subscription yet" : `${formatMoney(arpu, currency)} a customer`}
        />
        <Stat label="Paying customers" value={formatCount(active)} note={`${formatCount(trialing)} in a trial`} />
        <Stat label="Leaving" value={formatCount(canceling)} note="Canceled, still paid for" />
        <Stat
          label="Churn"
          value={rate}
          note={`${formatCount(churn.subscriptions)} ended, ${formatMoney(churn.amount, currency)} a month`}
        />
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <RevenueCharts figures={figures} />
      </div>
      <div className="grid gap-4 lg:grid-cols-[2fr_1fr]">
        <UsageChart figures={figures} />
        <TierShares figures={figures} />
      </div>
    </>
  );
}

function RevenueCharts({ figures: { series, range, currency } }: { figures: SaasDashboard }) {
  const step = range === "year" ? "month" : "day";
  const money = (amount: number) => formatMoney(amount, currency, { isCompact: true });
  const data = series.map(({ start, mrr, movements }) => ({
    label: formatStep(start, step),
    mrr,
    new: movements.new,
    expansion: movements.expansion,
    reactivation: movements.reactivation,
    contraction: -movements.contraction,
    churn: -movements.churn,
  }));
  return (
    <>
      <SeriesChart
        title="MRR"
        description="Monthly recurring revenue; yearly plans count a twelfth."
        kind="area"
        data={data}
        series={[{ key: "mrr", label: "MRR", colour: 1 }]}
        format={money}
        empty={<Nothing>The first paid subscription shows here.</Nothing>}
      />
      <SeriesChart
        title="What moved it"
        description="Came above the line, went below."
        kind="bars"
        data={data}
        series={[
          { key: "new", label: "New", colour: 2, stack: "mrr" },
          { key: "expansion", label: "Upgrades", colour: 1, stack: "mrr" },
          { key: "reactivation", label: "Came back", colour: 5, stack: "mrr" },
          { key: "contraction", label: "Downgrades", colour: 3, stack: "mrr" },
          { key: "churn", label: "Churn", colour: 4, stack: "mrr" },
        ]}
        format={money}
        empty={<Nothing>Upgrades, downgrades and cancellations show here.</Nothing>}
      />
    </>
  );
}

function TierShares({ figures: { tiers, currency } }: { figures: SaasDashboard }) {
  return (
    <Card>
      <CardHeader title="Tiers" description="Who pays for what." />
      <CardBody>
        <ShareList
          label="Subscriptions by tier"
          items={tiers.map(({ name, displayName, subscriptions, mrr }) => ({
            key: name,
            name: displayName,
            share: subscriptions,
            value: formatCount(subscriptions),
            note: formatMoney(mrr, currency),
          }))}
          empty={
            <Nothing>
              Nothing is sold yet. <Link to="/api-tier-config">Make a tier</Link>
            </Nothing>
          }
        />
      </CardBody>
    </Card>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-center text-muted">{children}</p>;
}

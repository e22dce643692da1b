import type { Range } from "@dream-api/contract";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { RangeChoice } from "../../figures/range-choice.tsx";
import { formatMoney } from "../../format/money.ts";
import { formatCount } from "../../format/numbers.ts";
import { useTotals } from "../../queries/account.ts";
import { Stat } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Live figures over all projects, a currency at a time. */
export function Totals() {
  const [range, setRange] = useState<Range>("month");
  const totals = useTotals(range);
  if (totals.error && !totals.data) return <ErrorNote error={totals.error} onRetry={() => totals.refetch()} />;
  if (!totals.data) return <Skeleton className="h-56 rounded-xl" />;
  const { projects, active, canceling, trialing, currencies } = totals.data;
  if (projects === 0) {
    return (
      <EmptyState icon={Rocket} title="No project is live yet">
        Here stands what all your live projects make together, as soon as one of them is live.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-6" aria-busy={totals.isFetching}>
      <RangeChoice value={range} onChange={setRange} className="justify-self-start" />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Stat label="Live projects" value={formatCount(projects)} />
        <Stat label="Paying customers" value={formatCount(active)} />
        <Stat label="In a trial" value={formatCount(trialing)} />
        <Stat label="Leaving" value={formatCount(canceling)} note="Canceled, still paid for" />
      </div>
      {currencies.map(({ currency, mrr, revenue, refunded, sales }) => (
        <section key={currency} aria-label={currency.toUpperCase()} className="grid gap-3">
          <h2 className="font-semibold text-[15px]">{currency.toUpperCase()}</h2>
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            <Stat label="MRR" value={formatMoney(mrr, currency)} note="Monthly recurring revenue, now" />
            <Stat label="Store revenue" value={formatMoney(revenue, currency)} />
            <Stat label="Refunded" value={formatMoney(refunded, currency)} />
            <Stat label="Sales" value={formatCount(sales)} />
          </div>
        </section>
      ))}
    </div>
  );
}

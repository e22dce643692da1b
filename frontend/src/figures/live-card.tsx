import type { Live } from "@dream-api/contract";
import { Link } from "@tanstack/react-router";
import { useProject } from "../app/project-context.ts";
import { formatRelative } from "../format/dates.ts";
import { formatCount } from "../format/numbers.ts";
import { useLive } from "../queries/figures.ts";
import { Card, CardBody, CardHeader } from "../ui/card.tsx";
import { cn } from "../ui/class-names.ts";
import { ErrorNote } from "../ui/error-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const pollMs = 5000;
/** Of the figures, also while they are awaited: what stands below must not move. */
const nowHeight = "min-h-[126px] sm:min-h-[72px]";

/** What the counters themselves know, asked again and again while the page is looked at. */
export function LiveCard() {
  const { tenant } = useProject();
  const live = useLive(tenant, { pollMs });
  return (
    <Card>
      <CardHeader title="This minute" description="Asked of the counters themselves, every few seconds." />
      <CardBody>
        {live.error && !live.data && <ErrorNote error={live.error} onRetry={() => live.refetch()} />}
        {live.isPending && <Skeleton className={nowHeight} />}
        {live.data && <Now live={live.data} />}
      </CardBody>
    </Card>
  );
}

function Now({ live: { minutes, today, lastCall, at } }: { live: Live }) {
  const calls = minutes.at(-1)?.calls ?? 0;
  const most = Math.max(...minutes.map((minute) => minute.calls), 1);
  return (
    <div className={cn("grid items-end gap-6 sm:grid-cols-[auto_1fr]", nowHeight)}>
      <dl className="flex gap-8">
        <Figure name="calls in this minute" value={formatCount(calls)} />
        <Figure name="counted today" value={formatCount(today)} />
      </dl>
      <div className="grid min-w-0 gap-2">
        <div aria-hidden className="flex h-12 items-end gap-0.5">
          {minutes.map(({ minute, calls: made }) => (
            <div
              key={minute}
              className="min-h-px flex-1 rounded-t-xs bg-series-1"
              style={{ height: `${(100 * made) / most}%` }}
            />
          ))}
        </div>
        <p className="truncate text-muted text-xs">
          {lastCall ? (
            <>
              Last call by <span className="text-ink">{lastCall.userId}</span> on {lastCall.plan},{" "}
              {formatRelative(lastCall.at, Date.parse(at))}
            </>
          ) : (
            <>
              No call yet. <Link to="/setup">Make the first</Link>
            </>
          )}
        </p>
      </div>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="figures font-semibold text-2xl">{value}</dd>
    </div>
  );
}

import type { Usage } from "@dream-api/contract";
import { formatCount } from "../../format/numbers.ts";
import { cn } from "../../ui/class-names.ts";

/** How much of a limit is used. */
export function UsageMeter({ usage, className }: { usage: Usage | null; className?: string }) {
  if (!usage) return <span className="text-muted">–</span>;
  const { count, limit } = usage;
  const share = limit === null ? 0 : limit === 0 ? 1 : Math.min(1, count / limit);
  return (
    <span className={cn("grid w-36 gap-1", className)}>
      <span className="figures text-xs">
        {formatCount(count)}{" "}
        <span className="text-muted">{limit === null ? "used, unlimited" : `of ${formatCount(limit)}`}</span>
      </span>
      {limit !== null && (
        <span aria-hidden className="h-1 overflow-hidden rounded-full bg-sunken">
          <span
            className={cn("block h-full rounded-full", share >= 1 ? "bg-danger" : "bg-series-1")}
            style={{ width: `${100 * share}%` }}
          />
        </span>
      )}
    </span>
  );
}

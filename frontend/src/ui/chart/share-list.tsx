/** What has how large a share, as bars with their numbers: a chart that is read like a list. */
import type { ReactNode } from "react";

interface Share {
  readonly key: string;
  readonly name: string;
  /** Its bar's length, against the others'. */
  readonly share: number;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

export interface ShareListProps {
  label: string;
  items: readonly Share[];
  empty: ReactNode;
}

export function ShareList({ label, items, empty }: ShareListProps) {
  if (items.length === 0) return empty;
  const largest = Math.max(...items.map(({ share }) => share), 1);
  return (
    <ul aria-label={label} className="grid gap-3">
      {items.map(({ key, name, share, value, note }) => (
        <li key={key} className="grid gap-1.5">
          <div className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {note && <span className="figures text-muted text-xs">{note}</span>}
            <span className="figures font-medium">{value}</span>
          </div>
          <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
            <div className="h-full rounded-full bg-series-1" style={{ width: `${(100 * share) / largest}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A column's head. Where the server can sort by it, a button that turns the order. */
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../class-names.ts";
import type { ColumnMeta } from "./table-columns.ts";

export interface SortHeaderProps {
  meta: ColumnMeta | undefined;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
  /** Until rows give the columns their widths, the head keeps its place and shows nothing that would move. */
  isLoading: boolean;
  children: ReactNode;
}

export function SortHeader({ meta, sort, onSort, isLoading, children }: SortHeaderProps) {
  const sorts = onSort ? meta?.sorts : undefined;
  const direction = directionOf(sorts, sort);
  return (
    <th
      scope="col"
      aria-sort={sorts && (direction ?? "none")}
      className={cn(
        "px-4 py-2.5 font-medium",
        meta?.align === "end" && "text-right",
        meta?.isSecondary && "max-sm:hidden",
        isLoading && "invisible",
      )}
    >
      {sorts ? (
        <button
          type="button"
          className="inline-flex items-center gap-1 hover:text-ink [&_svg]:size-3.5"
          onClick={() => onSort?.((sort === sorts[0] ? sorts[1] : undefined) ?? sorts[0])}
        >
          {children}
          {direction === "descending" && <ArrowDown aria-hidden />}
          {direction === "ascending" && <ArrowUp aria-hidden />}
          {!direction && <ChevronsUpDown aria-hidden className="opacity-50" />}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

function directionOf(sorts: ColumnMeta["sorts"], sort: string | undefined) {
  if (!sorts || sort === undefined) return undefined;
  if (sorts.length === 1) return sort === sorts[0] ? "ascending" : undefined;
  if (sort === sorts[0]) return "descending";
  return sort === sorts[1] ? "ascending" : undefined;
}

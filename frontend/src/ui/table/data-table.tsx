/**
 * A table over a list that the server sorts, filters and pages. Shows what is on its way in the size that it will have,
 * says what to do when there is nothing and when it could not be had, and on a row's button opens its details.
 */
import { type ColumnDef, type RowData, useTable } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { cn } from "../class-names.ts";
import { ErrorNote } from "../error-note.tsx";
import { MoreButton } from "../more-button.tsx";
import { Skeleton } from "../skeleton.tsx";
import { SortHeader } from "./sort-header.tsx";
import { tableFeatureSet } from "./table-columns.ts";

/** What `usePages` gives. */
interface TablePages<Row> {
  readonly items: Row[] | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  refetch(): unknown;
  fetchNextPage(): unknown;
}

export interface DataTableProps<Row extends RowData> {
  /** What the table is, for screen readers. */
  caption: string;
  // biome-ignore lint/suspicious/noExplicitAny: each column has a value type of its own.
  columns: ColumnDef<typeof tableFeatureSet, Row, any>[];
  pages: TablePages<Row>;
  rowId: (row: Row) => string;
  /** Shown in the place of rows when there are none. */
  empty: ReactNode;
  /** The server's name for the order that stands. */
  sort?: string;
  onSort?: (sort: string) => void;
  /** Opens a row's details. The first cell is then a button. */
  onOpen?: (row: Row) => void;
  /** Search, filters and export, above the table. */
  toolbar?: ReactNode;
}

const noRows: never[] = [];
const skeletonRows = ["a", "b", "c", "d", "e", "f"];

export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { caption, columns, pages, rowId, empty, sort, onSort, onOpen, toolbar } = props;
  const table = useTable({
    features: tableFeatureSet,
    columns,
    data: pages.items ?? noRows,
    getRowId: rowId,
  });
  const isLoading = pages.items === undefined && !pages.error;
  const isEmpty = pages.items?.length === 0;
  return (
    <div className="grid grid-cols-1 gap-3">
      {toolbar && <div className="flex flex-wrap items-center gap-2">{toolbar}</div>}
      {pages.error && !pages.items ? (
        <ErrorNote error={pages.error} onRetry={() => pages.refetch()} isRetrying={pages.isFetching} />
      ) : (
        <div className="overflow-hidden rounded-xl border bg-surface shadow-card" aria-busy={pages.isFetching}>
          {isEmpty ? (
            empty
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
            <section className="overflow-x-auto" tabIndex={0} aria-label={caption}>
              <table className="w-full border-collapse text-left">
                <caption className="sr-only">{caption}</caption>
                <thead className="border-b bg-sunken text-muted text-xs">
                  {table.getHeaderGroups().map((group) => (
                    <tr key={group.id}>
                      {group.headers.map((header) => (
                        <SortHeader
                          key={header.id}
                          meta={header.column.columnDef.meta}
                          sort={sort}
                          onSort={onSort}
                          isLoading={isLoading}
                        >
                          <table.FlexRender header={header} />
                        </SortHeader>
                      ))}
                    </tr>
                  ))}
                </thead>
                <tbody className="divide-y">
                  {isLoading &&
                    skeletonRows.map((row) => (
                      <tr key={row}>
                        {columns.map((column, index) => (
                          <td key={column.id ?? index} className={cellClass(column.meta)}>
                            <Skeleton className="my-0.5 h-4 w-24 max-w-full" />
                          </td>
                        ))}
                      </tr>
                    ))}
                  {table.getRowModel().rows.map((row) => (
                    <tr key={row.id} className={cn("transition-colors", onOpen && "relative hover:bg-hover")}>
                      {row.getAllCells().map((cell, index) => (
                        <td key={cell.id} className={cellClass(cell.column.columnDef.meta)}>
                          {onOpen && index === 0 ? (
                            <button
                              type="button"
                              // Its area is the whole row.
                              className="text-left font-medium after:absolute after:inset-0"
                              onClick={() => onOpen(row.original)}
                            >
                              <table.FlexRender cell={cell} />
                            </button>
                          ) : (
                            <table.FlexRender cell={cell} />
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </div>
      )}
      <MoreButton pages={pages} />
    </div>
  );
}

function cellClass(meta: { align?: "end"; isSecondary?: boolean } | undefined): string {
  return cn(
    "px-4 py-3 align-middle",
    meta?.align === "end" && "figures text-right",
    meta?.isSecondary && "max-sm:hidden",
  );
}

/** Columns of our tables. What is sorted, filtered and paged is the server's to do. */
import { createColumnHelper, metaHelper, type RowData, tableFeatures } from "@tanstack/react-table";

export interface ColumnMeta {
  /** Numbers stand at the end. */
  readonly align?: "end";
  /** The server's names for this column's orders; the first is taken first. */
  readonly sorts?: readonly [descending: string, ascending: string] | readonly [only: string];
  /** Left out on a phone. */
  readonly isSecondary?: boolean;
}

export const tableFeatureSet = tableFeatures({ columnMeta: metaHelper<ColumnMeta>() });

/** `helper.columns([helper.accessor("email", { header: "E-mail" }), …])`, once, outside of the component. */
export function columnsOf<Row extends RowData>() {
  return createColumnHelper<typeof tableFeatureSet, Row>();
}

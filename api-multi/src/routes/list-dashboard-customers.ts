import { listDashboardCustomers } from "@dream-api/contract";
import { answerTable } from "../tables/answer-table.ts";
import { customerColumns } from "../tables/columns.ts";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeListDashboardCustomers(api: Api): void {
  ownerApiRoute(api, listDashboardCustomers, ({ query, scope, services }) => {
    const { tables, clock } = services.dashboard;
    const now = clock().business;
    return answerTable({
      ...query,
      fileName: "customers.csv",
      columns: customerColumns,
      list: (page) => tables.listCustomers(scope, { ...query, ...page }, now),
    });
  });
}

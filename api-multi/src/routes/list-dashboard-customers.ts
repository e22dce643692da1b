import { listDashboardCustomers as endpoint } from "@dream-api/contract";
import { listDashboardCustomers } from "@dream-api/domain";
import { answerTable } from "../tables/answer-table.ts";
import { customerColumns } from "../tables/columns.ts";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeListDashboardCustomers(api: Api): void {
  ownerApiRoute(api, endpoint, ({ query, scope, services }) => {
    const { tables, clock } = services.dashboard;
    const { customers } = services.customers;
    return answerTable({
      ...query,
      fileName: "customers.csv",
      columns: customerColumns,
      list: (page) => listDashboardCustomers(scope, { ...query, ...page }, { tables, customers, clock }),
    });
  });
}

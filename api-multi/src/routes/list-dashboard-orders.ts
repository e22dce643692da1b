import { listDashboardOrders } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { answerTable } from "../tables/answer-table.ts";
import { orderColumns } from "../tables/columns.ts";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeListDashboardOrders(api: Api): void {
  ownerApiRoute(api, listDashboardOrders, async ({ query, scope, services }) => {
    const { tables, figures } = services.dashboard;
    const head = await figures.readHead(scope);
    if (!head) throw new DreamError("not_found");
    if (head.type !== "store") throw new DreamError("wrong_project_type");
    return answerTable({
      ...query,
      fileName: "orders.csv",
      columns: orderColumns,
      list: (page) => tables.listOrders(scope, { ...query, ...page }),
    });
  });
}

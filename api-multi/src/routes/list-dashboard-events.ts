import { listDashboardEvents } from "@dream-api/contract";
import { answerTable } from "../tables/answer-table.ts";
import { eventColumns } from "../tables/columns.ts";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeListDashboardEvents(api: Api): void {
  ownerApiRoute(api, listDashboardEvents, ({ query, scope, services }) =>
    answerTable({
      ...query,
      fileName: "events.csv",
      columns: eventColumns,
      list: (page) => services.dashboard.tables.listEvents(scope, { ...query, ...page }),
    }),
  );
}

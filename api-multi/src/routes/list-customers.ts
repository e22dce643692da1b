import { listCustomers as endpoint } from "@dream-api/contract";
import { listCustomers } from "@dream-api/domain";
import { pageAnswer, readCursor } from "@dream-api/http";
import { type Api, ownerApiRoute } from "./api.ts";
import { readCustomerPosition, writeCustomerPosition } from "./customer-position.ts";

export function routeListCustomers(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ scope, query, services }) => {
    const { limit, cursor, ...filter } = query;
    const page = { limit: limit + 1, after: readCustomerPosition(readCursor(cursor), filter) };
    const found = await listCustomers(scope, filter, page, services.customers);
    return pageAnswer(
      found,
      limit,
      ({ position }) => writeCustomerPosition(position),
      ({ customer }) => customer,
    );
  });
}

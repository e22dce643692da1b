import { changeCustomer as endpoint } from "@dream-api/contract";
import { changeCustomer } from "@dream-api/domain";
import { answerChange } from "./answer-change.ts";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeChangeCustomer(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ params, body, services, ...owner }) => {
    const { customer, pending } = await changeCustomer(owner, params.id, body, services.customers);
    return answerChange(customer, pending);
  });
}

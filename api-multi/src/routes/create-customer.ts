import { createCustomer as endpoint } from "@dream-api/contract";
import { createCustomer } from "@dream-api/domain";
import { answerChange } from "./answer-change.ts";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeCreateCustomer(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ body, services, ...owner }) => {
    const { customer, pending } = await createCustomer(owner, body, services.customers);
    return answerChange(customer, pending, 201);
  });
}

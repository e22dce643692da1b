import { eraseCustomer as endpoint } from "@dream-api/contract";
import { eraseCustomer } from "@dream-api/domain";
import { answerChange } from "./answer-change.ts";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeEraseCustomer(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ params, query, services, ...owner }) => {
    const { pending } = await eraseCustomer(owner, params.id, query, services.customers);
    return answerChange({ deleted: true }, pending);
  });
}

/** What a developer does with a customer's subscription: look what a change costs, change, end, go on. */
import {
  cancelSubscription as cancelEndpoint,
  changeSubscription as changeEndpoint,
  previewSubscriptionChange,
  resumeSubscription as resumeEndpoint,
} from "@dream-api/contract";
import { cancelSubscription, changeSubscription, previewSubscription, resumeSubscription } from "@dream-api/domain";
import { type Api, ownerApiRoute } from "./api.ts";
import { changedAnswer, timeOf } from "./subscription-answer.ts";

export function routeChangeSubscription(api: Api): void {
  ownerApiRoute(api, previewSubscriptionChange, async ({ scope, params, body, services }) => {
    const { subscribe } = services.providers().subscriptions;
    const { currentPeriodEnd, ...preview } = await previewSubscription(
      scope,
      { userId: params.id, ...body },
      subscribe,
    );
    return Response.json({ plan: body.tier, ...preview, currentPeriodEnd: timeOf(currentPeriodEnd) });
  });

  ownerApiRoute(api, changeEndpoint, async ({ scope, actor, params, body, services }) => {
    const { subscribe } = services.providers().subscriptions;
    return changedAnswer(await changeSubscription(scope, { userId: params.id, actor, ...body }, subscribe));
  });

  ownerApiRoute(api, cancelEndpoint, async ({ scope, actor, params, body, services }) => {
    const { subscribe } = services.providers().subscriptions;
    return changedAnswer(await cancelSubscription(scope, { userId: params.id, actor, ...body }, subscribe));
  });

  ownerApiRoute(api, resumeEndpoint, async ({ scope, actor, params, services }) => {
    const { subscribe } = services.providers().subscriptions;
    return changedAnswer(await resumeSubscription(scope, { userId: params.id, actor }, subscribe));
  });
}

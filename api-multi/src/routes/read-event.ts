import { type EventDetail, readEvent } from "@dream-api/contract";
import { readProjectEvent } from "@dream-api/domain";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeReadEvent(api: Api): void {
  ownerApiRoute(api, readEvent, async ({ params, scope, services }) => {
    const { view, payload } = await readProjectEvent(scope, params.id, services.dashboard.replays);
    return Response.json({ ...view, payload } satisfies EventDetail);
  });
}

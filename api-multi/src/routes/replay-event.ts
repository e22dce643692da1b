import { replayEvent as endpoint } from "@dream-api/contract";
import { replayEvent } from "@dream-api/domain";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeReplayEvent(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ params, scope, services }) =>
    Response.json(await replayEvent(scope, params.id, services.dashboard.replays)),
  );
}

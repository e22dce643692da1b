import { trackUsage } from "@dream-api/contract";
import { meterOfUser } from "../meter/meter-of.ts";
import { answerOutcome, askMeter } from "./answer-outcome.ts";
import { type Api, apiRoute } from "./api.ts";
import { readUsageHeaders } from "./usage-headers.ts";

export function routeTrackUsage(api: Api): void {
  apiRoute(api, trackUsage, async ({ context, key, body }) => {
    const event = { ...readUsageHeaders(context.req.raw.headers), amount: body.amount };
    const meter = meterOfUser(context.env, key.scope, event.userId);
    return answerOutcome(await askMeter(meter.track(key.lookup, event)));
  });
}

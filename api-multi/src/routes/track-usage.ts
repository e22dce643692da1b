import { trackUsage } from "@dream-api/contract";
import { meterOfUser } from "../meter/meter-of.ts";
import { answerCaller, askMeter, credentialOf } from "./answer-outcome.ts";
import { type Api, callerApiRoute } from "./api.ts";
import { readUsageCall } from "./usage-headers.ts";

export function routeTrackUsage(api: Api): void {
  callerApiRoute(api, trackUsage, async ({ context, caller, body }) => {
    const event = { ...readUsageCall(context.req.raw.headers, caller), amount: body.amount };
    const meter = meterOfUser(context.env, caller.scope, event.userId);
    return answerCaller(caller, await askMeter(meter.track(credentialOf(caller), event)));
  });
}

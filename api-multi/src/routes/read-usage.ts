import { readUsage } from "@dream-api/contract";
import { meterOfUser } from "../meter/meter-of.ts";
import { answerCaller, askMeter, credentialOf } from "./answer-outcome.ts";
import { type Api, callerApiRoute } from "./api.ts";
import { readUsageCall } from "./usage-headers.ts";

export function routeReadUsage(api: Api): void {
  callerApiRoute(api, readUsage, async ({ context, caller }) => {
    const { userId, plan } = readUsageCall(context.req.raw.headers, caller);
    const meter = meterOfUser(context.env, caller.scope, userId);
    return answerCaller(caller, await askMeter(meter.usage(credentialOf(caller), { userId, plan })));
  });
}

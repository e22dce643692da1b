import { readUsage } from "@dream-api/contract";
import { meterOfUser } from "../meter/meter-of.ts";
import { answerOutcome, askMeter } from "./answer-outcome.ts";
import { type Api, apiRoute } from "./api.ts";
import { readUsageHeaders } from "./usage-headers.ts";

export function routeReadUsage(api: Api): void {
  apiRoute(api, readUsage, async ({ context, key }) => {
    const { userId, plan } = readUsageHeaders(context.req.raw.headers);
    const meter = meterOfUser(context.env, key.scope, userId);
    return answerOutcome(await askMeter(meter.usage(key.lookup, { userId, plan })));
  });
}

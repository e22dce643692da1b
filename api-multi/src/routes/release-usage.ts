import { releaseUsage } from "@dream-api/contract";
import { meterOfUser } from "../meter/meter-of.ts";
import { answerOutcome, askMeter } from "./answer-outcome.ts";
import { type Api, apiRoute } from "./api.ts";
import { readUsageHeaders } from "./usage-headers.ts";

export function routeReleaseUsage(api: Api): void {
  apiRoute(api, releaseUsage, async ({ context, key, body }) => {
    const headers = readUsageHeaders(context.req.raw.headers);
    const meter = meterOfUser(context.env, key.scope, headers.userId);
    return answerOutcome(await askMeter(meter.release(key.lookup, { ...headers, releasedKey: body.idempotencyKey })));
  });
}

import { trackUsage } from "@dream-api/contract";
import { keyRoute } from "@dream-api/http";
import type { Hono } from "hono";
import { meterOfUser } from "../meter/meter-of.ts";
import { answerOutcome, askMeter } from "./answer-outcome.ts";
import type { AppEnv } from "./app-env.ts";
import { readKey } from "./read-key.ts";
import { readUsageHeaders } from "./usage-headers.ts";

export function routeTrackUsage(app: Hono<AppEnv>): void {
  keyRoute(app, trackUsage, readKey, async ({ context, key, body }) => {
    const event = { ...readUsageHeaders(context.req.raw.headers), amount: body.amount };
    const meter = meterOfUser(context.env, key.scope, event.userId);
    return answerOutcome(await askMeter(meter.track(key.lookup, event)));
  });
}

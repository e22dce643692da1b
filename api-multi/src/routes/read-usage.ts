import { readUsage } from "@dream-api/contract";
import { keyRoute } from "@dream-api/http";
import type { Hono } from "hono";
import { meterOfUser } from "../meter/meter-of.ts";
import { answerOutcome, askMeter } from "./answer-outcome.ts";
import type { AppEnv } from "./app-env.ts";
import { readKey } from "./read-key.ts";
import { readUsageHeaders } from "./usage-headers.ts";

export function routeReadUsage(app: Hono<AppEnv>): void {
  keyRoute(app, readUsage, readKey, async ({ context, key }) => {
    const { userId, plan } = readUsageHeaders(context.req.raw.headers);
    const meter = meterOfUser(context.env, key.scope, userId);
    return answerOutcome(await askMeter(meter.usage(key.lookup, { userId, plan })));
  });
}

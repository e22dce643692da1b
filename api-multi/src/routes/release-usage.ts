import { releaseUsage } from "@dream-api/contract";
import { keyRoute } from "@dream-api/http";
import type { Hono } from "hono";
import { meterOfUser } from "../meter/meter-of.ts";
import { answerOutcome, askMeter } from "./answer-outcome.ts";
import type { AppEnv } from "./app-env.ts";
import { readKey } from "./read-key.ts";
import { readUsageHeaders } from "./usage-headers.ts";

export function routeReleaseUsage(app: Hono<AppEnv>): void {
  keyRoute(app, releaseUsage, readKey, async ({ context, key, body }) => {
    const headers = readUsageHeaders(context.req.raw.headers);
    const meter = meterOfUser(context.env, key.scope, headers.userId);
    return answerOutcome(await askMeter(meter.release(key.lookup, { ...headers, releasedKey: body.idempotencyKey })));
  });
}

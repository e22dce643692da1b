import type { ReadKey } from "@dream-api/http";
import type { Context } from "hono";
import type { AppEnv } from "./app-env.ts";

export function readKey(context: Context<AppEnv>): ReadKey {
  return context.get("services").readKey;
}

/** What every route of api-multi finds in its context. */
import type { HouseEnv } from "@dream-api/http";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

export interface AppEnv extends HouseEnv {
  Bindings: Env;
  Variables: HouseEnv["Variables"] & { services: Services };
}

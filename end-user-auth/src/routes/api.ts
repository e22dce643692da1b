/** The app that routes are added to, and what they work with. */
import type { Hono } from "hono";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

export interface AppEnv {
  Bindings: Env;
}

export interface Api {
  readonly app: Hono<AppEnv>;
  readonly servicesOf: (env: Env) => Services;
}

/** front-auth-api: developers' accounts, plan, projects, keys and assets. */
import { systemClock } from "@dream-api/http";
import { createApp } from "./app.ts";
import { runCrons } from "./crons/run-crons.ts";
import type { Env } from "./env.ts";

export default {
  fetch: createApp(systemClock),
  scheduled: (_controller, env) => runCrons(env, systemClock),
} satisfies ExportedHandler<Env>;

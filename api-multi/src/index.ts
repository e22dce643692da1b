/** api-multi: the API that developers' apps call, the Meters behind it, and the crons. */

import { systemClock } from "@dream-api/http";
import { createApp } from "./app.ts";
import { runCrons } from "./crons/run-crons.ts";
import type { Env } from "./env.ts";

export { Control } from "./control.ts";
export { Meter } from "./meter/meter.ts";

export default {
  fetch: createApp(systemClock),
  scheduled: (_controller, env) => runCrons(env, systemClock),
} satisfies ExportedHandler<Env>;

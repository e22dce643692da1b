/** end-user-auth: developers' end users sign in on our pages and go back to the app with tokens of that project. */
import { systemClock } from "@dream-api/http";
import { createApp } from "./app.ts";
import type { Env } from "./env.ts";

export default { fetch: createApp(systemClock) } satisfies ExportedHandler<Env>;

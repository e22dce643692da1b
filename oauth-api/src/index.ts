/** oauth-api: Stripe Connect, the catalogue, and promotion from test to live. */
import { systemClock } from "@dream-api/http";
import { createApp } from "./app.ts";
import type { Env } from "./env.ts";

export default { fetch: createApp(systemClock) } satisfies ExportedHandler<Env>;

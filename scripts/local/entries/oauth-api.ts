/** The alternate entry of oauth-api for the local start and tests: the same Worker with a clock that can be set. */
import { createApp } from "../../../oauth-api/src/app.ts";
import type { Env } from "../../../oauth-api/src/env.ts";
import { labClock } from "./lab-state.ts";

export { LabClock } from "./lab-clock.ts";

export default { fetch: createApp(labClock()) } satisfies ExportedHandler<Env>;

/** The alternate entry of end-user-auth for the local start and tests: the same Worker with a clock that can be set. */
import { createApp } from "../../../end-user-auth/src/app.ts";
import type { Env } from "../../../end-user-auth/src/env.ts";
import { labClock } from "./lab-state.ts";

export { LabClock } from "./lab-clock.ts";

export default { fetch: createApp(labClock()) } satisfies ExportedHandler<Env>;

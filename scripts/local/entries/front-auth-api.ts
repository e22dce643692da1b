/** The alternate entry of front-auth-api for the local start and tests: the same Worker with a clock that can be set. */
import { createApp } from "../../../front-auth-api/src/app.ts";
import type { Env } from "../../../front-auth-api/src/env.ts";
import { labClock } from "./lab-state.ts";

export { LabClock } from "./lab-clock.ts";

export default { fetch: createApp(labClock()) } satisfies ExportedHandler<Env>;

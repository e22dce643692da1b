/** The alternate entry of front-auth-api for the local start and tests: the same Worker with a clock that can be set. */
import { createApp } from "../../../front-auth-api/src/app.ts";
import { runCrons } from "../../../front-auth-api/src/crons/run-crons.ts";
import type { Env } from "../../../front-auth-api/src/env.ts";
import { LabClock as LabClockOf } from "./lab-clock.ts";
import { labClock } from "./lab-state.ts";

export class LabClock extends LabClockOf<Env> {
  runCrons(): Promise<void> {
    return runCrons(this.env, labClock());
  }
}

export default { fetch: createApp(labClock()) } satisfies ExportedHandler<Env>;

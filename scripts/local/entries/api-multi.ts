/**
 * The alternate entry of api-multi for the local start, tests and benchmarks: the same Worker, with a clock that can
 * be set, faults that can be switched on, and `Lab` to do so. Never deployed; production source does not know it.
 */
import { createApp } from "../../../api-multi/src/app.ts";
import { Control as ProductionControl } from "../../../api-multi/src/control.ts";
import type { Env } from "../../../api-multi/src/env.ts";
import { labClock } from "./lab-state.ts";
import { watchedEnv } from "./watched-env.ts";

export { Lab } from "./lab.ts";
export { LabMeter as Meter } from "./lab-meter.ts";

export class Control extends ProductionControl {
  protected override readonly clock = labClock();
}

const serve = createApp(labClock());

export default {
  fetch: (request, env, context) => serve(request, watchedEnv(env), context),
} satisfies ExportedHandler<Env>;

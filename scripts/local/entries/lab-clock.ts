/** Sets the clock of a Worker that has no lab of its own. Reached through the bridge, never over the public ports. */
import { WorkerEntrypoint } from "cloudflare:workers";
import type { ClockSetting } from "../lab-methods.ts";
import { setClock } from "./lab-state.ts";

export class LabClock<Env = unknown> extends WorkerEntrypoint<Env> {
  setClock(setting: ClockSetting): void {
    setClock(setting);
  }
}

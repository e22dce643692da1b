/** What the lab has set: clocks, faults and counters, for the whole isolate or for one project. */
import type { Clock } from "@dream-api/domain";
import type { ClockSetting, Faults, IoCounters } from "../lab-methods.ts";

const everywhere = "";
const machineTime: ClockSetting = { real: 0, business: 0 };
const settings = new Map<string, ClockSetting>();

export function setClock(setting: ClockSetting, projectId = everywhere): void {
  settings.set(projectId, setting);
}

/** The clock as set for a project, or for all of them. */
export function labClock(projectId = everywhere): Clock {
  return () => {
    const { real, business, stopped } = settings.get(projectId) ?? settings.get(everywhere) ?? machineTime;
    const now = stopped ? 0 : Date.now();
    return { real: now + real, business: now + business };
  };
}

interface ProjectLab {
  faults: Faults;
  held: (() => void)[];
  failCommits: number;
  failSyncs: number;
  databaseOperations: number;
  meterCalls: number;
  meterRowsWritten: number;
}

const projects = new Map<string, ProjectLab>();

export function labOf(projectId: string): ProjectLab {
  let lab = projects.get(projectId);
  if (!lab) {
    lab = {
      faults: {},
      held: [],
      failCommits: 0,
      failSyncs: 0,
      databaseOperations: 0,
      meterCalls: 0,
      meterRowsWritten: 0,
    };
    projects.set(projectId, lab);
  }
  return lab;
}

export function countersOf(projectId: string): IoCounters {
  const { databaseOperations, meterCalls, meterRowsWritten } = labOf(projectId);
  return { databaseOperations, meterCalls, meterRowsWritten };
}

/** Operations that can't be laid at one project's door: what the Worker itself asks of D1. */
export const unattributed = "unattributed";

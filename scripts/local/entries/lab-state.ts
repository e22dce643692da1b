/** What the lab has set: clocks, faults and counters, for the whole isolate or for one project. */
import type { Clock } from "@dream-api/domain";
import type { ClockOffsets, Faults, IoCounters } from "../lab-methods.ts";

const everywhere = "";
const offsets = new Map<string, ClockOffsets>([[everywhere, { real: 0, business: 0 }]]);

export function setOffsets(set: ClockOffsets, projectId = everywhere): void {
  offsets.set(projectId, set);
}

/** The clock as set for a project, or for all of them. */
export function labClock(projectId = everywhere): Clock {
  return () => {
    const { real, business } = offsets.get(projectId) ?? offsets.get(everywhere) ?? { real: 0, business: 0 };
    const now = Date.now();
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
  cursors: { readonly rowsWritten: number }[];
}

const projects = new Map<string, ProjectLab>();

export function labOf(projectId: string): ProjectLab {
  let lab = projects.get(projectId);
  if (!lab) {
    lab = { faults: {}, held: [], failCommits: 0, failSyncs: 0, databaseOperations: 0, meterCalls: 0, cursors: [] };
    projects.set(projectId, lab);
  }
  return lab;
}

export function countersOf(projectId: string): IoCounters {
  const { databaseOperations, meterCalls, cursors } = labOf(projectId);
  return {
    databaseOperations,
    meterCalls,
    meterRowsWritten: cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
  };
}

/** Operations that can't be laid at one project's door: what the Worker itself asks of D1. */
export const unattributed = "unattributed";

/** What the address of every page of the dashboard says: which project, in which mode. */
// Types only: the contract itself is loaded with the dashboard, not with the first page.
import type { Mode } from "@dream-api/contract";

export interface ShellSearch {
  readonly project?: string;
  /** Absent is test. */
  readonly mode?: Mode;
  /** What the link of an invitation carries. */
  readonly claim?: string;
}

export function readShellSearch(search: Record<string, unknown>): ShellSearch {
  const { project, mode, claim } = search;
  return {
    ...(typeof project === "string" ? { project } : {}),
    ...(mode === "test" || mode === "live" ? { mode } : {}),
    ...(typeof claim === "string" ? { claim } : {}),
  };
}

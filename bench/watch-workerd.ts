/** Finds the workerd process that belongs to an instance, so that it can be observed, or killed alone. */
import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";

export interface Workerd {
  readonly process: ChildProcess;
  /** Seconds of CPU so far; null where the system does not tell. */
  cpuSeconds(): number | null;
  /** Memory that it holds now; null where the system does not tell. */
  residentBytes(): number | null;
}

/** @param start starts one Miniflare. @throws Error when it started no workerd */
export async function watchWorkerd<Started>(
  start: () => Promise<Started>,
): Promise<{ started: Started; workerd: Workerd }> {
  const children: ChildProcess[] = [];
  const notice = (message: unknown) => children.push((message as { process: ChildProcess }).process);
  subscribe("child_process", notice);
  try {
    const started = await start();
    const child = children.findLast(({ spawnfile }) => spawnfile?.includes("workerd"));
    if (!child) throw new Error("No workerd process was started");
    return {
      started,
      workerd: {
        process: child,
        cpuSeconds: () => cpuSecondsOf(child.pid),
        residentBytes: () => residentBytesOf(child.pid),
      },
    };
  } finally {
    unsubscribe("child_process", notice);
  }
}

/** Linux counts in ticks, 100 a second on every architecture that Node runs on. */
const ticksPerSecond = 100;

function cpuSecondsOf(pid: number | undefined): number | null {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    const [userTicks, systemTicks] = afterName.slice(11, 13).map(Number);
    return ((userTicks ?? 0) + (systemTicks ?? 0)) / ticksPerSecond;
  } catch {
    return null;
  }
}

function residentBytesOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

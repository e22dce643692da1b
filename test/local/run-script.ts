/** Scripts of the house as processes of their own, with ports and state that nobody else uses. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { projectRoot } from "../../scripts/local/paths.ts";

export interface RunningScript {
  readonly child: ChildProcess;
  /** What it said until it was ready; what it said at all when it ended before. */
  readonly ready: Promise<string>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(true));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });

/** The first of a run of ports that nobody listens on, below those that systems hand out for connections. */
export async function freePortBase(): Promise<string> {
  const base = 12_000 + 10 * randomInt(1500);
  const taken = await Promise.all(Array.from({ length: 7 }, (_, offset) => listens(base + offset)));
  return taken.includes(true) ? freePortBase() : String(base);
}

/** @param script relative to the project @param isReady by what was said so far */
export function runScript(
  script: string,
  { args = [], portBase, state }: { args?: readonly string[]; portBase: string; state: string },
  isReady: (said: string) => boolean,
): RunningScript {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: projectRoot,
    env: { ...process.env, PORT_BASE: portBase, DREAM_STATE: state },
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const ready = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (isReady(output)) resolve(output);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("close", () => reject(new Error(output)));
  });
  return { child, ready, ended };
}

/** An example, started by its own `npm start` against a world that a test made, with the demo's data in it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../scripts/local/paths.ts";
import { type Demo, seedDemo } from "../../scripts/local/seed-demo.ts";
import type { WholeWorld } from "../world/whole-world.ts";

export interface RunningExamples {
  readonly demo: Demo;
  stop(): Promise<void>;
}

type ExampleName = keyof Demo["examples"];

/** @param names those to start; the others have their data only */
export async function startExamples(
  world: WholeWorld,
  names: readonly ExampleName[] = ["saas", "store"],
): Promise<RunningExamples> {
  const state = mkdtempSync(join(tmpdir(), "dream-examples-"));
  const examples = { saas: await freeAddress(), store: await freeAddress() };
  const { urls, lab, providers } = world;
  const demo = await seedDemo(join(state, "demo.json"), { urls, examples, lab, providers });
  const processes = await Promise.all(names.map((name) => start(name, examples[name], state)));
  return {
    demo,
    async stop() {
      await Promise.all(processes.map(end));
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** @throws with what it wrote, when it ends before it answers */
async function start(name: ExampleName, url: string, state: string): Promise<ChildProcess> {
  const env = { ...process.env, DREAM_STATE: state };
  const child = spawn("npm", ["start", "-w", `examples/${name}`], { cwd: projectRoot, env, detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`The example ended: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return child;
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** npm is the parent of what listens, so the whole group is ended. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, "SIGTERM");
  await ended;
}

async function freeAddress(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "localhost", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return `http://localhost:${port}`;
}

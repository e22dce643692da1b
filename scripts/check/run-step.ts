/** One step of the check: a command whose output is shown only when it fails. */
import { spawn } from "node:child_process";
import { projectRoot } from "../local/paths.ts";

export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Relative to the project. */
  readonly directory?: string;
}

export interface StepResult {
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

export function runStep({ command: [program, ...parameters], directory = "." }: Step): Promise<StepResult> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: `${projectRoot}/${directory}`,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    const end = (passed: boolean, more = "") =>
      resolve({
        passed,
        seconds: (performance.now() - startedAt) / 1000,
        output: Buffer.concat(output).toString() + more,
      });
    child.on("error", (error) => end(false, error.message));
    child.on("close", (code) => end(code === 0));
  });
}

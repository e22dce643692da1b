/**
 * The instance that is measured: the production entry beside a bare Worker, each on a socket of its own. Projects are
 * laid out beforehand by a short-lived instance with a lab on the same state, because production has none.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker } from "../scripts/local/bundle.ts";
import type { LabClient } from "../scripts/local/lab-client.ts";
import { startStack } from "../scripts/local/stack.ts";
import { type Workerd, watchWorkerd } from "./watch-workerd.ts";

export interface BenchInstance {
  readonly apiUrl: string;
  readonly bareUrl: string;
  /** Secret keys of test-mode projects without any limit in the way. */
  readonly secretKeys: readonly string[];
  readonly workerd: Workerd;
  readonly workerdVersion: string;
  stop(): Promise<void>;
}

const keySigningSecret = `1.${"bench-signing-secret".repeat(2)}`;
const noRateLimit = 1_000_000_000;

export async function startBenchInstance(projects: number): Promise<BenchInstance> {
  const persistTo = mkdtempSync(join(tmpdir(), "dream-api-bench-"));
  const options = { keySigningSecret, persistTo };
  const seeding = await startStack(options);
  const secretKeys: string[] = [];
  for (let index = 0; index < projects; index++) secretKeys.push(await createProject(seeding.lab));
  await seeding.stop();

  const bare = {
    name: "bare",
    modules: await bundleWorker("bench/bare/hello.ts"),
    modulesRoot: "/",
    compatibilityDate: "2026-10-01",
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
  const { started, workerd } = await watchWorkerd(() =>
    startStack({ ...options, entry: "production", extraWorkers: [bare], onLog: () => undefined }),
  );
  return {
    apiUrl: started.apiUrl,
    bareUrl: await started.urlOf("bare"),
    secretKeys,
    workerd,
    workerdVersion: execFileSync(workerd.process.spawnfile, ["--version"], { encoding: "utf8" }).trim(),
    async stop() {
      await started.stop();
      rmSync(persistTo, { recursive: true, force: true });
    },
  };
}

async function createProject(lab: LabClient): Promise<string> {
  const { projectId } = await lab.createProject({
    name: "Bench",
    type: "saas",
    mode: "test",
    tiers: [{ name: "free", unitAmount: 0, limit: null, rateLimitPerMinute: noRateLimit }],
  });
  const { secretKey } = await lab.mintKeys({ projectId, mode: "test" }, "bench");
  return secretKey;
}

/**
 * The instance that is measured: the production entry beside a bare Worker, each on a socket of its own. Projects are
 * laid out beforehand by a short-lived instance with a lab on the same state, because production has none.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId, type ProjectId, scopeOf } from "@dream-api/domain";
import { createTokenSigner, openSigningKeys } from "@dream-api/tokens";
import { bundleWorker } from "../scripts/local/bundle.ts";
import type { LabClient } from "../scripts/local/lab-client.ts";
import { makeTokenSigningKeys } from "../scripts/local/local-secrets.ts";
import { freePort } from "../scripts/local/ports.ts";
import { startStack } from "../scripts/local/stack.ts";
import { type Workerd, watchWorkerd } from "./watch-workerd.ts";

export interface BenchInstance {
  readonly apiUrl: string;
  readonly bareUrl: string;
  /** Secret keys of test-mode projects without any limit in the way. */
  readonly secretKeys: readonly string[];
  /** Signs in a user of the first project. @returns an access token that outlasts the run */
  tokenOf(userId: string): Promise<string>;
  readonly workerd: Workerd;
  readonly workerdVersion: string;
  stop(): Promise<void>;
}

const keySigningSecret = `1.${"bench-signing-secret".repeat(2)}`;
const noRateLimit = 1_000_000_000;

export async function startBenchInstance(projects: number): Promise<BenchInstance> {
  const persistTo = mkdtempSync(join(tmpdir(), "dream-api-bench-"));
  const tokenSigningKeys = makeTokenSigningKeys();
  const endUserAuth = await freePort();
  const options = { keySigningSecret, tokenSigningKeys, ports: { endUserAuth }, persistTo };
  const seeding = await startStack(options);
  const laid: BenchProject[] = [];
  for (let index = 0; index < projects; index++) laid.push(await createProject(seeding.lab));
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
    secretKeys: laid.map(({ secretKey }) => secretKey),
    tokenOf: createTokenMaker(tokenSigningKeys, `http://localhost:${endUserAuth}`, laid[0]?.projectId ?? ""),
    workerd,
    workerdVersion: execFileSync(workerd.process.spawnfile, ["--version"], { encoding: "utf8" }).trim(),
    async stop() {
      await started.stop();
      rmSync(persistTo, { recursive: true, force: true });
    },
  };
}

interface BenchProject {
  readonly projectId: string;
  readonly secretKey: string;
}

/** Later than any run ends: the token is good for ten minutes more. */
const signedAheadMs = 3_600_000;

/** Signs as the hosted sign-in would. */
function createTokenMaker(tokenSigningKeys: string, issuer: string, projectId: string) {
  const signer = createTokenSigner({ keys: openSigningKeys(tokenSigningKeys), issuer });
  const scope = scopeOf(projectId as ProjectId, "test");
  return (userId: string) =>
    signer.accessToken(
      { scope, userId, clientId: "pk_test_bench", familyId: newId("family"), scopes: ["openid"] },
      Date.now() + signedAheadMs,
    );
}

async function createProject(lab: LabClient): Promise<BenchProject> {
  const { projectId } = await lab.createProject({
    name: "Bench",
    type: "saas",
    mode: "test",
    tiers: [{ name: "free", unitAmount: 0, limit: null, rateLimitPerMinute: noRateLimit }],
  });
  const { secretKey } = await lab.mintKeys({ projectId, mode: "test" }, "bench");
  return { projectId, secretKey };
}

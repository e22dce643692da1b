/** The production entry over a database with 100,000 customers and orders and a year behind them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LabClient } from "../../scripts/local/lab-client.ts";
import type { LabProject } from "../../scripts/local/lab-methods.ts";
import { startStack } from "../../scripts/local/stack.ts";
import { workerNames } from "../../scripts/local/workers.ts";
import { type Workerd, watchWorkerd } from "../watch-workerd.ts";
import { layConnection, layCustomers, layOrders } from "./lay-history.ts";

export interface DashboardInstance {
  readonly apiUrl: string;
  /** Secret keys. */
  readonly saas: string;
  readonly store: string;
  readonly workerd: Workerd;
  stop(): Promise<void>;
}

const keySigningSecret = `1.${"bench-signing-secret".repeat(2)}`;
const accountId = "acct_bench";
const mode = "test";
const tier = { limit: 1000, rateLimitPerMinute: 1000 };
const tiers = [
  { name: "free", unitAmount: 0, ...tier },
  { name: "pro", unitAmount: 2900, ...tier },
  { name: "team", unitAmount: 9900, ...tier },
];

/** @param rows of customers, and as many orders and events */
export async function startDashboardInstance(rows: number): Promise<DashboardInstance> {
  const persistTo = mkdtempSync(join(tmpdir(), "dream-api-bench-"));
  const options = { keySigningSecret, persistTo };
  const seeding = await startStack(options);
  const d1 = (await seeding.miniflare.getD1Database("DB", workerNames["api-multi"])) as never;
  const history = { mode, accountId, now: Date.now(), rows, usageMonths: 12 } as const;
  const saas = await createProject(seeding.lab, { type: "saas", tiers });
  await layConnection(d1, { platformId: saas.platformId, mode, accountId });
  await layCustomers(d1, { ...history, projectId: saas.projectId });
  const store = await createProject(seeding.lab, { type: "store" });
  await layOrders(d1, { ...history, projectId: store.projectId });
  await seeding.stop();
  const { started, workerd } = await watchWorkerd(() =>
    startStack({ ...options, entry: "production", onLog: () => undefined }),
  );
  return {
    apiUrl: started.apiUrl,
    saas: saas.secretKey,
    store: store.secretKey,
    workerd,
    async stop() {
      await started.stop();
      rmSync(persistTo, { recursive: true, force: true });
    },
  };
}

async function createProject(lab: LabClient, project: Pick<LabProject, "type" | "tiers">) {
  const created = await lab.createProject({ name: "Bench", mode, ...project });
  const { secretKey } = await lab.mintKeys({ projectId: created.projectId, mode }, "bench");
  return { ...created, secretKey };
}
